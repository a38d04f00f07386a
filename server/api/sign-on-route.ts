import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { returnPath } from '../../shared/access/return-path.ts'
import { callbackPath } from '../sign-on/settings.ts'
import type { SignOn } from '../sign-on/sign-on.ts'
import { faultOf } from './trpc.ts'

/** What the route needs: the provider, and how a session begins. */
export interface SignOnParts {
  signOn: SignOn
  /** Begins the session of the account with this subject and sets its cookie. Raises `forbidden`. */
  begin(subject: string, request: FastifyRequest, reply: FastifyReply): Promise<void>
}

/** Names the browser in which a sign-in was begun; Lax, since the provider's page leads back. */
const flowCookie = 'shiyu-sign-on'
const inFlow = { httpOnly: true, secure: true, sameSite: 'lax', path: '/session/oidc' } as const

/**
 * `GET /session/oidc?to=` (统一认证登录) leads to the city's identity provider, which leads back to
 * `GET /session/oidc/callback`: then one has the session of one's account, and goes on to `to`. What
 * fails leads to `/login?fault=`.
 */
export function signOnRoute(app: FastifyInstance, { signOn, begin }: SignOnParts): void {
  const failed = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const { code, params } = faultOf(error)
    const why = typeof params.why === 'string' ? params.why : code
    request.log.warn({ why, cause: error instanceof Error ? String(error.cause ?? '') : '' })
    return reply.redirect(`/login?fault=${encodeURIComponent(why)}`)
  }

  app.get<{ Querystring: { to?: string } }>('/session/oidc', async (request, reply) => {
    try {
      const { url, flow } = await signOn.begin(returnPath(request.query.to))
      return reply.setCookie(flowCookie, flow, { ...inFlow, maxAge: 600 }).redirect(url)
    } catch (error) {
      return failed(error, request, reply)
    }
  })

  app.get(callbackPath, async (request, reply) => {
    void reply.clearCookie(flowCookie, inFlow)
    try {
      const { subject, to } = await signOn.finish(request.url, request.cookies[flowCookie])
      await begin(subject, request, reply)
      return await reply.redirect(to)
    } catch (error) {
      return failed(error, request, reply)
    }
  })
}
