import type { LocationQuery } from 'vue-router'
import type { Role } from '../../shared/access/asker.ts'
import { queueFilters, type QueueFilter } from '../../shared/cases/queue-answers.ts'

/** What a link to the queue says besides region and moment (地址); null = as the page opens. */
export interface QueueAddress {
  queue: QueueFilter | null
  text: string
  /** The case that is looked at. */
  case: number | null
}

const word = (value: LocationQuery[string] | undefined): string =>
  (Array.isArray(value) ? value[0] : value) ?? ''

/** Reads a link's query; what cannot be read is left out, never guessed. */
export function queueAddressOf(query: LocationQuery): QueueAddress {
  const caseId = word(query.case)
  return {
    queue: queueFilters.find((filter) => filter === word(query.queue)) ?? null,
    text: word(query.text).slice(0, 60),
    case: /^\d{1,15}$/.test(caseId) ? Number(caseId) : null,
  }
}

/** The query of a link: region and moment stay as they are. */
export function queueQuery(address: QueueAddress, query: LocationQuery): LocationQuery {
  const { region, at } = query
  return {
    ...(address.queue === null ? {} : { queue: address.queue }),
    ...(region ? { region } : {}),
    ...(address.text === '' ? {} : { text: address.text }),
    ...(at ? { at } : {}),
    ...(address.case === null ? {} : { case: String(address.case) }),
  }
}

const whole: readonly QueueFilter[] = [
  'intake',
  'dispatch',
  'verify',
  'extension',
  'supervised',
  'all',
]
const filters: Partial<Record<Role, readonly QueueFilter[]>> = {
  'duty-officer': ['intake', 'dispatch', 'extension', 'supervised', 'all'],
  'department-handler': ['mine'],
  verifier: ['verify'],
  leader: ['supervised', 'all'],
}

/** The queues (队列) of a role, what it opens with first; whoever has none of its own sees them all. */
export const filtersOf = (role: Role | null): readonly QueueFilter[] =>
  (role && filters[role]) ?? whole
