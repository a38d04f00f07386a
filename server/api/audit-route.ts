import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { auditFilter } from '../../shared/audit/audit-answers.ts'
import { DomainError } from '../../shared/errors.ts'
import { auditCsv } from '../audit/csv.ts'
import { clockTexts } from '../exports/table/cell-text.ts'
import { csvLine } from '../exports/table/csv.ts'
import { neutral } from '../exports/table/neutral.ts'
import { answerFault, callerOf } from './http-faults.ts'
import type { Services } from './services.ts'

const instant = z.coerce.number().int().nonnegative().optional()
const query = auditFilter.extend({ from: instant, to: instant })
const words = { unauthorised: '请以审计员身份登录。' }

/** `GET /api/v1/audit.csv?from&to&asker&action&text` (导出审计): the filtered audit, newest first; itself audited. */
export function auditRoute(app: FastifyInstance, services: Services): void {
  app.setErrorHandler((error, request, reply) => answerFault(error, request, reply, words))
  app.get('/api/v1/audit.csv', async (request, reply) => {
    const asker = callerOf(request, services)
    const parsed = query.safeParse(request.query)
    if (!parsed.success) {
      const fields = parsed.error.issues.map(({ path, message }) => `${path.join('.')}：${message}`)
      throw new DomainError({ code: 'bad-request', params: { what: fields.join('；') } })
    }
    const { audit, view } = services
    audit.desk.saw(asker, 'audit-exported', { ...parsed.data, through: audit.book.end() })
    const time = clockTexts(view.zone).instant
    const day = view.zone.isoDate(view.zone.dayOf(view.clock.now()))
    const lines = auditCsv(audit.book, parsed.data, { neutral, line: csvLine, time })
    return reply
      .headers({
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="audit-${day}.csv"; filename*=UTF-8''${encodeURIComponent(`审计_${day}.csv`)}`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      })
      .send(Readable.from(lines))
  })
}
