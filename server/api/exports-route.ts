import { createReadStream } from 'node:fs'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Asker } from '../../shared/access/asker.ts'
import { exportRequest, type ExportFormat, type ExportState } from '../../shared/exports/request.ts'
import { DomainError } from '../../shared/errors.ts'
import type { AskedExport } from '../exports/asked.ts'
import type { ExportQueue } from '../exports/export-queue.ts'
import { fileName } from '../exports/file-name.ts'
import { answerFault, callerOf } from './http-faults.ts'
import { exportMedia } from './rest/export-operations.ts'
import type { Services } from './services.ts'

/** What the route needs beside the services. */
export interface ExportRouteParts {
  queue: ExportQueue
  now(): number
  /** Whether the city's figures are invented (演示数据). */
  demo: boolean
  /** Records who exported what (审计); resolves once it is on disk. */
  record(asker: Asker, asked: AskedExport): Promise<void>
}

const mediaTypes: Record<ExportFormat, string> = {
  ...exportMedia,
  csv: `${exportMedia.csv}; header=present`,
}
const words = { unauthorised: '没有导出权限：来源密钥只能上报，请换成人员会话。' }

type ById = { Params: { id: string } }

/**
 * `/api/v1/exports` (导出): a question is asked for as a file, made elsewhere, and fetched by whoever
 * asked. The answer is as of one position, the head's unless the question names another.
 */
export function exportsRoute(
  app: FastifyInstance,
  services: Services,
  { queue, now, demo, record }: ExportRouteParts,
): void {
  app.setErrorHandler((error, request, reply) => answerFault(error, request, reply, words))
  const askerOf = (request: FastifyRequest): Asker => callerOf(request, services)

  app.post('/api/v1/exports', { bodyLimit: 65_536 }, async (request, reply) => {
    const asker = askerOf(request)
    const parsed = exportRequest.safeParse(request.body)
    if (!parsed.success) {
      const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}：${message}`)
      throw new DomainError({ code: 'bad-request', params: { what: issues.join('；') } })
    }
    const { question, format, options } = parsed.data
    const { view } = services
    const position = view.standing(question.at).position
    const asked: AskedExport = {
      question: { ...question, at: position },
      ...{ format, options, at: now() },
      demo,
      by: { id: asker.id, name: asker.name, regions: [...asker.regions] },
    }
    const { id } = queue.add(asked, fileName(view.epoch.pack, asked))
    await record(asker, asked)
    return reply.status(202).send({ id })
  })

  app.get<ById>('/api/v1/exports/:id', async (request): Promise<ExportState> =>
    queue.state(askerOf(request), request.params.id),
  )

  app.get<ById>('/api/v1/exports/:id/file', { compress: false }, async (request, reply) => {
    const asker = askerOf(request)
    const { path, name, asked } = queue.file(asker, request.params.id)
    const { format, options } = asked
    services.audit.desk.saw(asker, 'download-export', { export: request.params.id, format })
    const type =
      format === 'csv' ? `${mediaTypes.csv}; charset=${options.encoding}` : mediaTypes[format]
    return reply
      .headers({
        'content-type': type,
        'content-disposition': attached(name),
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'private, no-store',
      })
      .send(createReadStream(path))
  })

  app.delete<ById>('/api/v1/exports/:id', async (request, reply) => {
    queue.cancel(askerOf(request), request.params.id)
    return reply.status(204).send()
  })
}

/** A file to be saved under its Chinese name (RFC 6266, RFC 5987). */
function attached(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`
}
