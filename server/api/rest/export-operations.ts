import { z } from 'zod'
import { exportRequest, type ExportState } from '../../../shared/exports/request.ts'
import type { Operation } from './openapi-operations.ts'

const integer = z.number().int()
const id = z.string().describe('What `POST /api/v1/exports` answered')
const file = z.string().meta({ format: 'binary' })

/** Where an export stands (导出状态). */
export const exportStateAnswer = z.object({
  id: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed']).describe('排队, 生成, 完成, 失败'),
  done: integer.describe('Rows written'),
  total: integer.describe('Rows expected; 0 while that is not known'),
  words: z.string().describe('What to tell the person'),
  file: z.object({ name: z.string(), bytes: integer }).nullable().describe('Null until it is done'),
}) satisfies z.ZodType<ExportState>

/** What `POST /api/v1/exports` answers. */
export const exportTaken = z.object({ id: z.string() })

/** What a file of each format is sent as (文件类型). */
export const exportMedia = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  png: 'image/png',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
} as const

/** Exports (导出) in the document of the interface: for people's sessions, each sees their own alone. */
export const exportOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/exports',
    summary: '导出 · a question as a file, made elsewhere',
    security: 'reader',
    body: { 'application/json': exportRequest },
    status: 202,
    answers: { 'application/json': exportTaken },
    faults: [400, 401, 404, 429],
  },
  {
    method: 'get',
    path: '/api/v1/exports/{id}',
    summary: '导出状态 · how far it is',
    security: 'reader',
    params: z.object({ id }),
    answers: { 'application/json': exportStateAnswer },
    faults: [401, 404],
  },
  {
    method: 'get',
    path: '/api/v1/exports/{id}/file',
    summary: '下载导出 · the finished file',
    security: 'reader',
    params: z.object({ id }),
    answers: Object.fromEntries(Object.values(exportMedia).map((type) => [type, file])),
    faults: [401, 404, 409],
  },
  {
    method: 'delete',
    path: '/api/v1/exports/{id}',
    summary: '取消导出 · stopped, or its file taken away',
    security: 'reader',
    params: z.object({ id }),
    status: 204,
    answers: {},
    faults: [401, 404],
  },
]
