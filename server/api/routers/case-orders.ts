import { z } from 'zod'
import { attachmentHash, attachmentLimits } from '../../../shared/cases/attachment.ts'
import { ratings } from '../../../shared/cases/state.ts'
import type {
  CaseCommand,
  CaseOrder,
  CaseProcedure,
  CaseVerb,
} from '../../../shared/cases/orders.ts'
import { limit, point, severity } from '../../../shared/events/envelope.ts'
import { id, region } from '../inputs.ts'
import { procedure } from '../trpc.ts'

const caseId = z.number().int().positive()
const head = {
  caseId,
  /** The position at which the asker last saw the case. */
  expected: z.number().int().positive(),
  /** Made by the client, so that the same order sent again is one. */
  key: z.string().min(8).max(80).optional(),
}
const reason = z.string().trim().min(1).max(500)
const note = z.string().trim().max(2_000).optional()
const attachments = z.array(attachmentHash).max(attachmentLimits.each).optional()
const instant = z.number().int()
const post = z.string().trim().min(1).max(60)

/** What a verb says beside the case: a schema for each of its fields. */
type Said<V extends CaseVerb> = {
  [K in keyof Omit<Extract<CaseCommand, { verb: V }>, 'verb'>]-?: z.ZodType
}

const order = <V extends CaseVerb, S extends Said<V>>(verb: V, said: S) =>
  procedure.input(z.strictObject({ ...head, ...said })).mutation(async ({ ctx, input }) => {
    const given = { verb, ...(input as object) } as unknown as CaseOrder
    const { position } = await ctx.services.order(ctx.asker, given)
    // Whoever gave the order sees what it did from the next answer on.
    ctx.services.view.follow()
    return { position: position ?? 0 }
  })

/** `case.<name>`: one procedure per order of a case (案件命令); a new verb is a row here. */
export const caseOrderProcedures = {
  accept: order('case-accept', {}),
  decline: order('case-decline', { reason }),
  register: order('case-register', {}),
  merge: order('case-merge', { into: caseId }),
  retype: order('case-retype', { type: id, severity: severity.optional() }),
  relocate: order('case-relocate', { region: region.nullable(), point: point.nullable() }),
  dispatch: order('case-dispatch', {
    department: id,
    limit: limit.optional(),
    disposalDeadline: instant.optional(),
  }),
  sign: order('case-sign', {}),
  return: order('case-return', { reason, attachments }),
  start: order('case-start', {}),
  askExtension: order('case-ask-extension', { until: instant, reason }),
  extend: order('case-extend', { until: instant.optional() }),
  refuseExtension: order('case-refuse-extension', { reason }),
  suspend: order('case-suspend', { reason }),
  resume: order('case-resume', {}),
  resolve: order('case-resolve', { note, attachments }),
  verify: order('case-verify', { note, attachments }),
  rework: order('case-rework', { reason }),
  close: order('case-close', { note }),
  rate: order('case-rate', { rating: z.enum(ratings) }),
  cancel: order('case-cancel', { reason }),
  reopen: order('case-reopen', { reason }),
  supervise: order('case-supervise', { owner: post, due: instant.nullable(), note }),
  closeSupervision: order('case-close-supervision', { note: reason }),
  handOver: order('case-hand-over', { to: id, reason: reason.optional() }),
} satisfies Record<CaseProcedure, unknown>
