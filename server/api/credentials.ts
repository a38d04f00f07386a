import type { FastifyReply, FastifyRequest } from 'fastify'

/** The cookie of a person's session or of a wall (凭据). */
export const sessionCookie = 'shiyu-session'
/** The cookie that says which demo person (演示角色) a browser is: `role` or `role:department`. */
export const demoCookie = 'shiyu-demo-role'

/** What a request says of who sends it (来者凭据), unproven. */
export interface RequestCredentials {
  bearer: string | null
  session?: string
  demoRole?: string
  /** Where it comes from. */
  address?: string
}

/** The credentials of a request; cookies only where the server reads them at all. */
export function credentialsOf(request: FastifyRequest): RequestCredentials {
  const { cookies } = request as { cookies?: Record<string, string | undefined> }
  return {
    bearer: /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null,
    session: cookies?.[sessionCookie],
    demoRole: cookies?.[demoCookie],
    address: request.ip,
  }
}

/** The browser of one request (浏览器): from where, and the cookie that it has and is given. */
export interface Browser {
  address: string
  agent: string
  cookie: string | null
  /** Gives it a cookie: a person's until it is closed, a wall's to stay. */
  remember(token: string, stay?: 'stay'): void
  forget(): void
}

/** Only over TLS or to this machine, to no script, and from no other site. */
export const cookieFlags = { httpOnly: true, secure: true, sameSite: 'strict', path: '/' } as const
/** As long as a browser keeps any cookie: 400 days. */
const staySeconds = 400 * 86_400

/** The browser that a request came from. */
export const browserOf = (request: FastifyRequest, reply: FastifyReply): Browser => ({
  address: request.ip,
  agent: request.headers['user-agent'] ?? '',
  cookie: credentialsOf(request).session ?? null,
  remember: (token, stay) =>
    void reply.setCookie(sessionCookie, token, {
      ...cookieFlags,
      ...(stay && { maxAge: staySeconds }),
    }),
  forget: () => void reply.clearCookie(sessionCookie, cookieFlags),
})
