import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { answerFault, httpCodeOf } from '../http-faults.ts'
import { faultOf, trpcCodes } from '../trpc.ts'
import { inOurCodes } from './our-codes.ts'

/** Answers what failed before a route could: what is not known says nothing of itself (出错不泄露). */
export function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const raised = inOurCodes(error)
  if (!request.url.startsWith('/trpc/')) return answerFault(raised, request, reply, generalWords)
  const fault = faultOf(raised)
  if (fault.code === 'unexpected') request.log.error(error)
  const { retryAfter } = fault.params
  if (typeof retryAfter === 'number') reply.header('retry-after', retryAfter)
  const code = trpcCodes[fault.code]
  const httpStatus = httpCodeOf(fault.code)
  const data = { code, httpStatus, path: (request.params as { path?: string }).path, fault }
  return reply
    .status(httpStatus)
    .send({ error: { message: fault.code, code: TRPC_ERROR_CODES_BY_KEY[code], data } })
}

const generalWords = { unauthorised: '请先登录。', unexpected: '服务器出错，请稍后再试。' }
