import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Asker } from '../../shared/access/asker.ts'
import { visibleTo } from '../../shared/access/visible.ts'
import { attachmentLimits, isPicture, type Attachment } from '../../shared/cases/attachment.ts'
import { attachmentsOf } from '../../shared/cases/attachments-of.ts'
import { DomainError } from '../../shared/errors.ts'
import { tooLarge } from '../attachments/attachment-store.ts'
import { caseReader } from '../queries/case-reader.ts'
import { answerFault, callerOf } from './http-faults.ts'
import type { Services } from './services.ts'

/**
 * `POST /api/v1/attachments?name=` (上传附件): the body is the file; answered with what orders and facts
 * refer to. `GET /api/v1/cases/{id}/attachments/{hash}`: one file of a case, for whoever may see it.
 */
export function attachmentsRoute(app: FastifyInstance, services: Services): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: attachmentLimits.bytes },
    (_r, body, done) => done(null, body),
  )
  app.setErrorHandler((error, request, reply) => answerFault(sizeFault(error), request, reply))

  // Who asks is settled before the body is read.
  const mayUpload = async (request: FastifyRequest, reply: FastifyReply) => {
    try {
      callerOf(request, services)
    } catch (error) {
      return answerFault(error, request, reply)
    }
  }
  app.post<{ Querystring: { name?: string } }>(
    '/api/v1/attachments',
    { bodyLimit: attachmentLimits.bytes, onRequest: mayUpload },
    async (request, reply) => {
      try {
        const { body, query } = request
        if (!(body instanceof Buffer) || body.length === 0)
          throw new DomainError({
            code: 'bad-request',
            params: { what: '请求体为空；应为文件的字节。' },
          })
        const name = typeof query.name === 'string' ? query.name : ''
        return await reply.status(201).send(await services.attachments.keep(body, name))
      } catch (error) {
        return answerFault(error, request, reply)
      }
    },
  )

  app.get<{ Params: { id: string; hash: string } }>(
    '/api/v1/cases/:id/attachments/:hash',
    async (request, reply) => {
      try {
        const asker = callerOf(request, services)
        const { id, hash } = request.params
        const found = ofCase(services, asker, Number(id), hash)
        const bytes = found === null ? null : await services.attachments.read(found.hash)
        if (found === null || bytes === null)
          throw new DomainError({
            code: 'not-found',
            params: { what: '没有这一附件，或不在权限内。' },
          })
        services.audit.desk.saw(asker, 'open-file', { caseId: Number(id), hash: found.hash })
        return await reply.headers(fileHeaders(found)).send(bytes)
      } catch (error) {
        return answerFault(error, request, reply)
      }
    },
  )
}

/** The file of a case as the asker may see it; null for what is withheld, as for what is not there. */
function ofCase({ view }: Services, asker: Asker, caseId: number, hash: string): Attachment | null {
  if (!Number.isSafeInteger(caseId) || caseId < 1) return null
  const standing = view.standing()
  const opened = caseReader(view).opened(caseId, standing)
  if (opened === null || opened.row.withheld) return null
  if (!visibleTo(asker, standing.regions)(opened.row)) return null
  return opened.facts.flatMap(attachmentsOf).findLast((one) => one.hash === hash) ?? null
}

/** A file is looked at or saved, never run: no sniffing, no scripts, no plug-ins, no framing. */
function fileHeaders(file: Attachment): Record<string, string> {
  const how = isPicture(file) ? 'inline' : 'attachment'
  const plain = file.name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const exact = encodeURIComponent(file.name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  )
  return {
    'content-type': file.type,
    'content-disposition': `${how}; filename="${plain}"; filename*=UTF-8''${exact}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  }
}

/** A body beyond the limit, stopped while it was being read. */
function sizeFault(error: unknown): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  return code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? tooLarge() : error
}
