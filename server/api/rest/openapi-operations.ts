import { z } from 'zod'
import { errorCodes } from '../../../shared/errors.ts'
import { sourceFact, type FactVerdict } from '../../../shared/events/source-fact.ts'
import { sheetIssueCodes } from '../../ingest/sheets/issue.ts'
import { observationItem } from '../../ingest/sheets/items/judge-items.ts'
import type { SheetReport } from '../../ingest/sheets/take-table.ts'
import type { Health } from '../../queries/health.ts'
import { exportOperations } from './export-operations.ts'
import { catalogAnswer, catalogQuery, csvColumns } from './indicator-schemas.ts'
import { seriesAnswer, seriesQuery } from './indicator-schemas.ts'

/** One operation of the interface for other systems, with the schemas it is served by. */
export interface Operation {
  method: 'get' | 'post' | 'delete'
  path: string
  summary: string
  /** Whose key it takes: a source's to report, none (people's sessions) to read. */
  security: 'source' | 'reader' | 'none'
  params?: z.ZodObject
  query?: z.ZodObject
  body?: Readonly<Record<string, z.ZodType>>
  /** Of the answer when all is well; left out = 200. */
  status?: number
  answers: Readonly<Record<string, z.ZodType>>
  faults: readonly number[]
}

const integer = z.number().int()
const verdict = z.object({
  index: integer,
  key: z.string(),
  verdict: z.enum(['accepted', 'duplicate', 'conflict', 'rejected']),
  position: integer.nullable(),
  reasons: z.array(
    z.object({ code: z.string(), message: z.string(), field: z.string().optional() }),
  ),
}) satisfies z.ZodType<FactVerdict>

export const verdictsAnswer = z.object({
  accepted: integer,
  duplicate: integer,
  conflict: integer,
  rejected: integer,
  verdicts: z.array(verdict),
})

export const healthAnswer = z.object({
  status: z.literal('ok'),
  city: z.object({ code: z.string(), name: z.string() }),
  logPosition: integer,
  feeds: z.object({ online: integer.nullable(), expected: integer.nullable() }),
  demo: z.boolean(),
  backfill: z.number().min(0).max(1).optional(),
}) satisfies z.ZodType<Health>

const column = { sheet: z.string(), column: z.string(), header: z.string() }
/** What became of a table (导入报告). */
export const sheetAnswer = z.object({
  file: z.string(),
  mapping: z.string(),
  feed: z.string(),
  periods: z.array(z.string()),
  rows: integer,
  figures: z.object({
    read: integer,
    empty: integer,
    changed: integer,
    revised: integer,
    unchanged: integer,
    refused: integer,
  }),
  facts: z.object({ accepted: integer, duplicate: integer, rejected: integer }),
  position: integer.nullable(),
  covered: z.array(z.string()),
  dropped: z.array(z.object({ ...column, why: z.enum(['name', 'values']) })),
  ignored: z.array(z.object(column)),
  counts: z.object({ errors: integer, warnings: integer, notes: integer }),
  issues: z.array(
    z.object({
      code: z.enum(sheetIssueCodes),
      severity: z.enum(['error', 'warning', 'note']),
      sheet: z.string(),
      row: integer,
      column: z.string().nullable(),
      expected: z.string(),
      found: z.string(),
    }),
  ),
  leftOut: integer,
}) satisfies z.ZodType<SheetReport>

/** How every route fails: a code, its facts, and what to do, in Chinese. */
export const faultAnswer = z.object({
  error: z.object({
    code: z.enum(errorCodes),
    params: z.record(z.string(), z.unknown()),
    message: z.string(),
  }),
})

const json = 'application/json'
const csv = 'text/csv'
const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const bytes = z.string().meta({ format: 'binary' })
const csvText = z.string().describe(`CSV, UTF-8, header \`${csvColumns.join(',')}\``)

export const operations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/indicators',
    summary: '指标目录 · all indicators with their definitions',
    security: 'reader',
    query: catalogQuery,
    answers: { [json]: catalogAnswer },
    faults: [400, 401, 404],
  },
  {
    method: 'get',
    path: '/api/v1/indicators/{id}/series',
    summary: '指标趋势 · one indicator of one region over time',
    security: 'reader',
    params: z.object({ id: z.string() }),
    query: seriesQuery,
    answers: { [json]: seriesAnswer, [csv]: csvText },
    faults: [400, 401, 404],
  },
  {
    method: 'post',
    path: '/api/v1/facts',
    summary: '上报事实 · facts of a source, answered once they are on disk',
    security: 'source',
    body: { [json]: z.array(sourceFact), 'application/x-ndjson': z.string() },
    answers: { [json]: verdictsAnswer },
    faults: [400, 401, 409, 413, 422, 429, 507],
  },
  {
    method: 'post',
    path: '/api/v1/observations',
    summary: '上报观测 · observations as JSON, or a department’s table with a mapping',
    security: 'source',
    query: z.object({
      mapping: z.string().optional().describe('Mapping of a table (台账映射); needed for a file'),
      file: z.string().optional().describe('Name of the file, for the report'),
      period: z.string().optional().describe('Period of a table that does not name its own'),
      accept: z.string().optional().describe('Issue codes that a person confirmed, by commas'),
    }),
    body: { [json]: z.array(observationItem), [csv]: bytes, [workbook]: bytes },
    answers: { [json]: z.union([verdictsAnswer, sheetAnswer]) },
    faults: [400, 401, 404, 413, 507],
  },
  {
    method: 'get',
    path: '/api/v1/observations/mappings',
    summary: '台账映射 · the mappings that a table may be sent with',
    security: 'source',
    answers: {
      [json]: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          feed: z.string(),
          note: z.string().nullable(),
        }),
      ),
    },
    faults: [401],
  },
  ...exportOperations,
  {
    method: 'get',
    path: '/healthz',
    summary: '健康 · whether the server runs, and how far it has come',
    security: 'none',
    answers: { [json]: healthAnswer },
    faults: [],
  },
]
