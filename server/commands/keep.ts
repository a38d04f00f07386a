import { createHash } from 'node:crypto'
import type { Asker } from '../../shared/access/asker.ts'
import { DomainError } from '../../shared/errors.ts'
import type { NewFactOf } from '../../shared/events/index.ts'
import { mayKeep } from '../../shared/reports/saved-question.ts'
import type { OrderParts } from './orders.ts'

/** What an order of a kept thing came to (存件). */
export interface Kept {
  position: number | null
  id: string
}

const hashed = (words: string): string =>
  createHash('sha1').update(words).digest('hex').slice(0, 12)

/** Raises `forbidden` for whoever keeps nothing. */
export function mayKeepOr(asker: Asker): void {
  if (!asker.roles.some((role) => mayKeep.includes(role)))
    throw new DomainError({ code: 'forbidden', params: { action: 'keep' } })
}

/** Raises `forbidden` for what another person keeps, `not-found` for what is not there or not `found`. */
export function ownOr<T extends { by: string }>(
  asker: Asker,
  what: string,
  id: string,
  one: T | null,
  found: (one: T) => boolean,
): T {
  if (one === null || !found(one))
    throw new DomainError({ code: 'not-found', params: { what, id } })
  if (one.by !== asker.id) throw new DomainError({ code: 'forbidden', params: { action: 'keep' } })
  return one
}

/** The id of what is saved: the one it replaces, or a new one; the sender's own key names one order. */
export function keptName(
  kind: 'question' | 'report',
  asker: Asker,
  draft: { id?: string; key?: string },
  now: number,
): { id: string; key: string } {
  const own = draft.key ?? JSON.stringify([draft, now])
  const name = hashed(`${asker.id}|${kind}|${own}`)
  return { id: draft.id ?? `${kind}-${name}`, key: `${kind}:${name}` }
}

/** Appends one fact of a kept thing with its audit; its position. */
export async function appendKept(
  { log }: Pick<OrderParts, 'log'>,
  asker: Asker,
  event: Extract<
    NewFactOf,
    { type: 'question-saved' | 'question-removed' | 'report-saved' | 'report-removed' }
  >,
): Promise<number | null> {
  const { id } = event.body
  const name = 'name' in event.body ? { name: event.body.name } : {}
  const [verdict] = await log.append([
    {
      stream: { kind: 'city' },
      events: [event],
      audit: { asker, action: event.type, detail: { id, ...name } },
    },
  ])
  // The sender's key names one order: sent again, the first stands.
  return verdict?.position ?? null
}
