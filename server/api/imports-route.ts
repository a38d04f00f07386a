import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { maySpeakFor, sees, type Asker } from '../../shared/access/asker.ts'
import { DomainError } from '../../shared/errors.ts'
import type { FactVerdict } from '../../shared/events/source-fact.ts'
import type { ImportReport, PreviewAnswer, SavedMapping } from '../../shared/imports/answers.ts'
import type { WorkOrderMapping } from '../../shared/imports/mapping.ts'
import type { RejectedRow } from '../ingest/ports.ts'
import { workOrderCity, type WorkOrderCity } from '../ingest/work-orders/city.ts'
import { fits, previewFile } from '../ingest/work-orders/guess/preview.ts'
import { importWorkOrders } from '../ingest/work-orders/import-file.ts'
import { packMappings, parseMapping } from '../ingest/work-orders/pack-mappings.ts'
import { uploadLimits, type Uploads } from '../ingest/work-orders/uploads.ts'
import { answerFault, callerOf } from './http-faults.ts'
import type { Services } from './services.ts'

/** What the route needs beside the services. */
export interface ImportRouteParts {
  /** The pack's folder, where `work-orders/<id>.json` lie. */
  packFolder: string
  uploads: Uploads
  now(): number
  /** What would become of facts, without taking them. */
  attempt(asker: Asker, facts: readonly unknown[]): Promise<FactVerdict[]>
  /** Mappings that people saved. */
  saved(): SavedMapping[]
  reject(rows: readonly RejectedRow[]): void
}

type ByUpload = { Params: { upload: string } }

/**
 * `/api/v1/imports` (工单导入): a file is previewed, tried and taken in by a mapping. For the duty
 * officer and for sources with a key; bodies are streamed to disk.
 */
export function importsRoute(
  app: FastifyInstance,
  services: Services,
  parts: ImportRouteParts,
): void {
  const { uploads } = parts
  const city = cityNow(services)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  app.setErrorHandler((error, request, reply) => answerFault(bodyFault(error), request, reply))
  app.addHook('onRequest', async (request) => void importerOf(request, services))

  const mappings = (): SavedMapping[] => [...packMappings(parts.packFolder), ...parts.saved()]

  app.post<{ Querystring: { file?: string } }>(
    '/api/v1/imports/preview',
    { bodyLimit: uploadLimits.bytes },
    async (request): Promise<PreviewAnswer> => {
      const { query, body } = request
      const name = typeof query.file === 'string' ? query.file.slice(-200) : ''
      if (body === undefined || body === null) throw bad('文件是空的。')
      const kept = await uploads.keep(body as Readable, name, importerOf(request, services).id)
      try {
        const { sheets, suggestion } = await previewFile(kept.path, name, kept.bytes, city())
        const saved = mappings()
          .filter(({ mapping }) => fits(sheets, mapping.columns))
          .map(({ id, name }) => ({ id, name }))
        const { id: upload, bytes, expiresAt } = kept
        return { upload, file: name, bytes, expiresAt, sheets, suggestion, saved }
      } catch (error) {
        uploads.drop(kept.id)
        throw error
      }
    },
  )

  const run = async (
    request: FastifyRequest<ByUpload>,
    mapping: WorkOrderMapping,
    dryRun: boolean,
  ): Promise<ImportReport> => {
    const importer = importerOf(request, services)
    const asker = speakerFor(importer, mapping.source)
    return uploads.alone(request.params.upload, importer.id, ({ path, name, rejectedPath }) =>
      importWorkOrders(path, name, mapping, {
        ...{ city: city(), now: parts.now(), dryRun, rejectedPath, reject: parts.reject },
        tell: (facts) => (dryRun ? parts.attempt(asker, facts) : services.take(asker, facts)),
      }),
    )
  }

  app.post<ByUpload>('/api/v1/imports/:upload/dry-run', async (request) => {
    const { mapping } = await jsonOf(request.body as Readable)
    return run(request, parseMapping(mapping), true)
  })

  app.post<ByUpload>('/api/v1/imports/:upload/run', async (request) => {
    const { mapping: given, saveAs } = await jsonOf(request.body as Readable)
    const mapping = parseMapping(given)
    const report = await run(request, mapping, false)
    const { accepted, rejected } = report
    const detail = { mapping: mapping.name, source: mapping.source, accepted, rejected }
    services.audit.desk.saw(importerOf(request, services), 'import', detail)
    if (typeof saveAs === 'string' && saveAs.trim() !== '') {
      const named = parseMapping({ ...mapping, name: saveAs.trim() })
      const asker = importerOf(request, services)
      await services.order(asker, { verb: 'save-import-mapping', mapping: named })
    }
    return report
  })

  app.get<ByUpload>('/api/v1/imports/:upload/rejected.csv', async (request, reply) => {
    const path = uploads.rejectedOf(request.params.upload, importerOf(request, services).id)
    if (path === null) throw notFound('这个文件还没有试导或导入。')
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="rejected.csv"')
      .header('x-content-type-options', 'nosniff')
      .send(createReadStream(path))
  })

  app.get('/api/v1/imports/mappings', async () => mappings())
}

/** Who may import: a file may hold any region's cases. Raises `forbidden` for whoever sees only a part. */
function importerOf(request: FastifyRequest, services: Services): Asker {
  const asker = callerOf(request, services)
  const { tree } = services.view.epoch
  if (asker.kind === 'source' || sees(asker, tree, tree.root.id)) return asker
  throw new DomainError({ code: 'forbidden', params: { what: '只有全市的值班长可以导入工单。' } })
}

/** The duty officer speaks for any channel's file; a key only for its own. */
function speakerFor(asker: Asker, source: string): Asker {
  if (asker.kind === 'person') return { ...asker, sources: [source] }
  if (maySpeakFor(asker, source)) return asker
  throw new DomainError({
    code: 'forbidden',
    params: { what: `此密钥不能代表来源 ${source} 导入。` },
  })
}

/** A mapping is small: a body beyond this is none (our default). */
const mostJson = 1024 * 1024

async function jsonOf(
  body: Readable | undefined,
): Promise<{ mapping?: unknown; saveAs?: unknown }> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes > mostJson)
      throw new DomainError({ code: 'too-large', params: { what: '映射超过 1 MiB。' } })
    chunks.push(chunk)
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // said below
  }
  throw bad('请求体应为 JSON：{"mapping": {…}}。')
}

/** The city as tables are read by it, made anew when the pack is another. */
function cityNow({ view, reference }: Services): () => WorkOrderCity {
  let last: WorkOrderCity | null = null
  return () => {
    const { pack, tree } = view.epoch
    if (last?.pack !== pack) last = workOrderCity(pack, tree, view.zone, reference.regionAt)
    return last
  }
}

function bodyFault(error: unknown): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  if (code !== 'FST_ERR_CTP_BODY_TOO_LARGE') return error
  const what = `文件超过 ${uploadLimits.bytes / 1024 / 1024} MiB；请分割后再传。`
  return new DomainError({ code: 'too-large', params: { what } })
}

const bad = (what: string) => new DomainError({ code: 'bad-request', params: { what } })
const notFound = (what: string) => new DomainError({ code: 'not-found', params: { what } })
