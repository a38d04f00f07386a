import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { DomainError } from '../../shared/errors.ts'
import { reportPeriod } from '../../shared/reports/report-period.ts'
import type { KeptReport } from '../../shared/reports/report.ts'
import type { Period } from '../../shared/time/period.ts'
import { producedFile, seenReport } from '../queries/reports/report-answers.ts'
import { answerFault, callerOf } from './http-faults.ts'
import type { Services } from './services.ts'

/** What the route stands on besides the services. */
export interface ReportParts {
  dataDir: string
  /** Prints a report for a period, off this thread. */
  print(report: KeptReport, period: Period, at: number): Promise<Uint8Array>
}

/**
 * `GET /api/v1/reports/{id}/file` (下载): the report of its last whole period, printed now, within what
 * the asker sees. `GET /api/v1/reports/{id}/files/{period}`: the file that was produced then.
 */
export function reportsRoute(app: FastifyInstance, services: Services, parts: ReportParts): void {
  const { view, audit } = services
  app.setErrorHandler((error, request, reply) => answerFault(error, request, reply))
  app.get<{ Params: { id: string } }>('/api/v1/reports/:id/file', async (request, reply) => {
    try {
      const asker = callerOf(request, services)
      const report = seenReport(view, asker, request.params.id)
      const now = view.clock.now()
      const period = reportPeriod(report, view.zone, now)
      const own = { ...report, by: asker.id, byName: asker.name, regions: [...asker.regions] }
      const bytes = await parts.print(own, period, now)
      audit.desk.saw(asker, 'download-report', { report: report.id, period: period.key })
      return await reply.headers(headersOf(report.name, period.key)).send(Buffer.from(bytes))
    } catch (error) {
      return answerFault(error, request, reply)
    }
  })
  app.get<{ Params: { id: string; period: string } }>(
    '/api/v1/reports/:id/files/:period',
    async (request, reply) => {
      try {
        const asker = callerOf(request, services)
        const { id, period } = request.params
        const { file } = producedFile(view, asker, { id, period })
        const path = join(parts.dataDir, file)
        if (!existsSync(path))
          throw new DomainError({ code: 'not-found', params: { what: 'report-file', id } })
        const { name } = seenReport(view, asker, id)
        audit.desk.saw(asker, 'download-report', { report: id, period, file })
        return await reply.headers(headersOf(name, period)).send(createReadStream(path))
      } catch (error) {
        return answerFault(error, request, reply)
      }
    },
  )
}

const headersOf = (name: string, period: string): Record<string, string> => ({
  'content-type': 'application/pdf',
  'content-disposition': `attachment; filename="report-${period}.pdf"; filename*=UTF-8''${encodeURIComponent(`${name}_${period}.pdf`)}`,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
})
