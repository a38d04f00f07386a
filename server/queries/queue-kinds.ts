import type { Asker } from '../../shared/access/asker.ts'
import { queueFilters, type QueueFilter } from '../../shared/cases/queue-answers.ts'
import type { Turn, WaitingCase } from '../../shared/cases/waiting.ts'

const turns: readonly Turn[] = ['intake', 'dispatch', 'handling', 'verify', 'over']

/** For the filters, cases that wait differ in so many ways (待办种类): each is a number below this. */
export const kinds = turns.length * 8
/** Added to the kind of a case that is with a department of the asker's. */
export const ownKind = turns.length * 4

/** The kind of a case, whoever asks. */
export const kindOf = (it: Pick<WaitingCase, 'queue' | 'supervised' | 'extensionAsked'>): number =>
  turns.indexOf(it.queue) * 4 + it.supervised * 2 + it.extensionAsked

/** For each filter, 1 for the kinds that it holds for an asker: the law is asked per kind, not per case. */
export function heldKinds(asker: Asker): Record<QueueFilter, Uint8Array> {
  const held = (filter: QueueFilter) =>
    Uint8Array.from({ length: kinds }, (_, kind) => (holds(filter, asker, waitsAs(kind)) ? 1 : 0))
  const entries = queueFilters.map((filter) => [filter, held(filter)] as const)
  return Object.fromEntries(entries) as Record<QueueFilter, Uint8Array>
}

/** What a filter looks at of a case that waits. */
interface Waits {
  turn: Turn
  supervised: boolean
  extensionAsked: boolean
  own: boolean
}

const waitsAs = (kind: number): Waits => ({
  turn: turns[(kind % ownKind) >> 2] ?? 'over',
  supervised: (kind & 2) > 0,
  extensionAsked: (kind & 1) > 0,
  own: kind >= ownKind,
})

/** Whether a filter (队列筛选) holds such a case for an asker. */
function holds(filter: QueueFilter, asker: Asker, it: Waits): boolean {
  switch (filter) {
    case 'intake':
    case 'dispatch':
    case 'verify':
      return it.turn === filter
    case 'supervised':
      return it.supervised
    case 'extension':
      return it.extensionAsked
    case 'all':
      return it.turn !== 'over'
    case 'mine':
      return isMine(asker, it)
  }
}

/** What waits for the asker itself (我的待办), by its roles. */
function isMine({ roles }: Asker, { turn, supervised, extensionAsked, own }: Waits): boolean {
  return roles.some((role) => {
    if (role === 'duty-officer') return turn === 'intake' || turn === 'dispatch' || extensionAsked
    if (role === 'department-handler') return turn === 'handling' && own
    if (role === 'verifier') return turn === 'verify'
    return role === 'leader' && supervised
  })
}
