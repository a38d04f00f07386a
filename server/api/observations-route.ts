import { setImmediate as breath } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { DomainError } from '../../shared/errors.ts'
import type { SourceFact } from '../../shared/events/source-fact.ts'
import { readFactsBody } from '../ingest/http.ts'
import { loadMapping, mappingIds } from '../ingest/sheets/mapping/load-mapping.ts'
import { readGrids } from '../ingest/tables/read-grids.ts'
import { sheetLimits } from '../ingest/tables/limits.ts'
import { sheetCity, type ReportHistory, type SheetCity } from '../ingest/sheets/city.ts'
import { judgeItems } from '../ingest/sheets/items/judge-items.ts'
import { judgeTable } from '../ingest/sheets/judge-table.ts'
import { confirmations } from '../ingest/sheets/issue.ts'
import { calmly } from '../ingest/sheets/steps.ts'
import { deadCells, takeTable } from '../ingest/sheets/take-table.ts'
import type { Asker } from '../../shared/access/asker.ts'
import type { RejectedRow } from '../ingest/ports.ts'
import { answerFault, bodyFault, callerOf } from './http-faults.ts'
import type { Services } from './services.ts'
import { verdictsAnswer } from './verdicts.ts'

/** What the route needs beside the services. */
export interface ObservationParts {
  /** The pack's folder, where `sheets/<id>.json` lie. */
  packFolder: string
  now(): number
  /** What was reported so far, as of the head. */
  history(): ReportHistory
  /** Keeps what could not be taken in. */
  reject(rows: readonly RejectedRow[]): void
}

/**
 * `POST /api/v1/observations` (观测上报): JSON items with a verdict each, or a department's table
 * (`?mapping=<id>`, CSV or workbook as the body) with an import report. Answers once what was
 * accepted is on disk. `GET` lists the mappings.
 */
export function observationsRoute(
  app: FastifyInstance,
  services: Services,
  parts: ObservationParts,
): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: sheetLimits.bytes },
    (_r, body, done) => done(null, body),
  )
  app.setErrorHandler((error, request, reply) => answerFault(bodyFault(error), request, reply))
  const city = cityNow(services)
  const standing = (request: FastifyRequest) => {
    const { accept } = request.query as Query
    return {
      city: city(),
      history: parts.history(),
      now: parts.now(),
      accept: confirmations(accept),
    }
  }
  const sheet = async (request: FastifyRequest, body: Buffer, id: string, asker: Asker) => {
    const { file, period } = request.query as Query
    const mapping = loadMapping(parts.packFolder, id, services.view.epoch.pack)
    const name = file ?? id
    const grids = await readGrids(body)
    const given = { name, grids, ...(period !== undefined && { period }) }
    const table = await calmly(judgeTable(given, mapping, standing(request)), breath)
    const take = (facts: readonly SourceFact[]) => services.take(asker, facts)
    const report = await takeTable(table, mapping, name, take)
    parts.reject(deadCells(report, mapping.feed, parts.now()))
    return report
  }

  app.get('/api/v1/observations/mappings', async (request, reply) => {
    try {
      callerOf(request, services)
      const { pack } = services.view.epoch
      return mappingIds(parts.packFolder).map((id) => {
        const { name, feed, note } = loadMapping(parts.packFolder, id, pack)
        return { id, name, feed, note: note ?? null }
      })
    } catch (error) {
      return answerFault(error, request, reply)
    }
  })

  app.post('/api/v1/observations', { bodyLimit: sheetLimits.bytes }, async (request, reply) => {
    try {
      const asker = callerOf(request, services)
      const body = request.body instanceof Buffer ? request.body : Buffer.alloc(0)
      const { mapping } = request.query as Query
      if (mapping !== undefined) return await sheet(request, body, mapping, asker)
      const type = request.headers['content-type'] ?? ''
      if (/csv|excel|spreadsheet/i.test(type))
        throw new DomainError({
          code: 'bad-request',
          params: {
            what: `上传表格请写明映射：?mapping=<编号>；已有：${mappingIds(parts.packFolder).join('、')}`,
          },
        })
      const items = readFactsBody(body, type)
      const judged = judgeItems(items, standing(request))
      const verdicts = judged.answer(await services.take(asker, judged.facts))
      return verdictsAnswer(verdicts)
    } catch (error) {
      return answerFault(error, request, reply)
    }
  })
}

interface Query {
  mapping?: string
  file?: string
  period?: string
  accept?: string
}

/** The city as tables are read by it, made anew when the pack is another. */
function cityNow({ view }: Services): () => SheetCity {
  let last: SheetCity | null = null
  return () => {
    const { pack, tree } = view.epoch
    if (last?.pack !== pack) last = sheetCity(pack, tree, view.zone)
    return last
  }
}
