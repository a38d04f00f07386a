import { z } from 'zod'
import { sees } from '../../../shared/access/asker.ts'
import { letterStates } from '../../../shared/dead-letters/answers.ts'
import {
  letterRoles,
  type LetterOrder,
  type LettersDone,
} from '../../../shared/dead-letters/orders.ts'
import { DomainError } from '../../../shared/errors.ts'
import { deadLetterGet, deadLetterList } from '../../queries/dead-letters.ts'
import type { RequestContext } from '../services.ts'
import { procedure, router } from '../trpc.ts'

const letter = z.number().int().positive()
const source = z.string().max(60)
const reason = z.string().min(1).max(80)
const choice = z.union([
  z.strictObject({ letters: z.array(letter).min(1).max(200) }),
  z.strictObject({ source, reason }),
])
const note = z.string().trim().min(1).max(500)

/** Raises `forbidden` for whoever may not tend dead letters: they are the whole city's. */
function tending({ asker, services: { view } }: RequestContext): void {
  const { tree } = view.epoch
  const may = asker?.roles.some((role) => letterRoles.includes(role)) ?? false
  if (!may || asker === null || !sees(asker, tree, tree.root.id))
    throw new DomainError({ code: 'forbidden', params: { action: 'dead-letters', why: 'role' } })
}

async function give(ctx: RequestContext, order: LetterOrder): Promise<LettersDone> {
  if (ctx.asker === null) throw new DomainError({ code: 'unauthorised' })
  const { letters } = await ctx.services.order(ctx.asker, order)
  // Whoever gave the order sees what it did from the next answer on.
  ctx.services.view.follow()
  if (letters === undefined) throw new DomainError({ code: 'unexpected' })
  return letters
}

/** 死信: what could not be taken in, until it is taken after all or dropped. */
export const deadLetterRouter = router({
  list: procedure
    .input(
      z.object({
        source: source.optional(),
        reason: reason.optional(),
        state: z.enum(letterStates).optional(),
        limit: z.number().int().min(1).max(200).optional(),
        cursor: z
          .string()
          .regex(/^\d{1,15}$/)
          .optional(),
      }),
    )
    .query(({ ctx, input }) => {
      tending(ctx)
      return deadLetterList(ctx.services.view, input)
    }),
  get: procedure.input(z.object({ letter })).query(({ ctx, input }) => {
    tending(ctx)
    return deadLetterGet(ctx.services.view, input)
  }),
  correct: procedure
    .input(z.strictObject({ letter, content: z.string().min(2).max(20_000) }))
    .mutation(({ ctx, input }) => give(ctx, { verb: 'dead-letter-correct', ...input })),
  replay: procedure
    .input(choice)
    .mutation(({ ctx, input }) => give(ctx, { verb: 'dead-letter-replay', ...input })),
  drop: procedure
    .input(z.object({ of: choice, note }))
    .mutation(({ ctx, input }) =>
      give(ctx, { verb: 'dead-letter-drop', note: input.note, ...input.of }),
    ),
})
