import { initTRPC, TRPCError } from '@trpc/server'
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc'
import { ZodError } from 'zod'
import type { Asker } from '../../shared/access/asker.ts'
import { mayCall, permissionOf } from '../../shared/access/permissions.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import { DomainError, type ErrorCode } from '../../shared/errors.ts'
import { auditRead } from './audited-reads.ts'
import type { RequestContext } from './services.ts'

/** The one table from broken rules to transport codes. */
export const trpcCodes: Record<ErrorCode, TRPC_ERROR_CODE_KEY> = {
  'bad-request': 'BAD_REQUEST',
  unauthorised: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  'too-large': 'PAYLOAD_TOO_LARGE',
  'too-many': 'TOO_MANY_REQUESTS',
  unsupported: 'UNSUPPORTED_MEDIA_TYPE',
  unprocessable: 'UNPROCESSABLE_CONTENT',
  'pack-invalid': 'INTERNAL_SERVER_ERROR',
  'pack-mismatch': 'INTERNAL_SERVER_ERROR',
  'writer-locked': 'CONFLICT',
  'log-unavailable': 'SERVICE_UNAVAILABLE',
  unexpected: 'INTERNAL_SERVER_ERROR',
}

/** What a client learns of an error: a code it has words for, and the facts that go into them. */
export interface Fault {
  code: ErrorCode
  params: Record<string, unknown>
}

/** The fault behind any error; what is not ours is `unexpected` and says nothing more. */
export function faultOf(error: unknown): Fault {
  const cause = error instanceof TRPCError ? (error.cause ?? error) : error
  if (cause instanceof DomainError) return { code: cause.code, params: cause.params }
  if (cause instanceof ZodError) {
    const issues = cause.issues.map((i) => ({ field: i.path.join('.'), expected: i.message }))
    return { code: 'bad-request', params: { issues } }
  }
  if (error instanceof TRPCError && error.code === 'NOT_FOUND') {
    return { code: 'not-found', params: {} }
  }
  return { code: 'unexpected', params: {} }
}

/** When a screen that hears nothing connects anew. */
export const sseClient = { reconnectAfterInactivityMs: 10_000 }

const t = initTRPC.context<RequestContext>().create({
  errorFormatter: ({ shape, error }) => {
    const fault = faultOf(error)
    return { ...shape, message: fault.code, data: { ...shape.data, fault, stack: undefined } }
  },
  sse: {
    ping: { enabled: true, intervalMs: 4_000 },
    client: sseClient,
  },
})

export const router = t.router

/** Faults of ours as the transport says them. */
const said = t.middleware(async ({ next }) => {
  const result = await next()
  if (!result.ok && result.error.cause instanceof DomainError) throw asTrpc(result.error.cause)
  return result
})

/**
 * A procedure that is open to anyone (公开过程), so that `ctx.asker` may be null. Raises `forbidden` where
 * the table of permissions does not say so.
 */
export const openProcedure = t.procedure.use(said).use(({ path, next }) => {
  if (permissionOf(path)?.who !== 'anyone') throw notAllowed(path)
  return next()
})

/**
 * A procedure for those whom the table of permissions names for its path; raises `unauthorised` without
 * an asker, `forbidden` for the others and for a path that has no row.
 */
export const procedure = t.procedure
  .use(said)
  .use(({ ctx, path, next }) => {
    const { asker } = ctx
    if (asker === null || asker.kind === 'source') throw new DomainError({ code: 'unauthorised' })
    checkCall(asker, path)
    return next({ ctx: { ...ctx, asker } })
  })
  .use(({ ctx, path, getRawInput, next }) =>
    auditRead(() => ctx.services.audit.desk, ctx.asker, {
      path,
      input: getRawInput,
      run: () => next(),
    }),
  )

/** Raises `forbidden` where the table of permissions does not let an asker call it (无权). */
export function checkCall(asker: Asker, name: string): void {
  if (!mayCall(asker, name)) throw notAllowed(name)
}

const notAllowed = (action: string): DomainError =>
  new DomainError({ code: 'forbidden', params: { action, why: 'role' } })

const asTrpc = (error: DomainError): TRPCError =>
  new TRPCError({ code: trpcCodes[error.code], message: error.code, cause: error })

/** Raises `not-found` for a region outside the asker's scope: the same as for one that is not there. */
export function within(ctx: RequestContext, region: RegionId): RegionId {
  const { tree } = ctx.services.view.epoch
  const inside =
    tree.find(region) !== undefined &&
    ctx.asker?.regions.some((root) => tree.find(root) && tree.inside(region, root))
  if (!inside) throw new DomainError({ code: 'not-found', params: { what: 'region', id: region } })
  return region
}
