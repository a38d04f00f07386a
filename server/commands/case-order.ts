import type { Asker } from '../../shared/access/asker.ts'
import { visibleTo } from '../../shared/access/visible.ts'
import { checkRole, decide } from '../../shared/cases/decide.ts'
import type { CaseDecision } from '../../shared/cases/decision.ts'
import { fold } from '../../shared/cases/fold.ts'
import { lastHappened, movedOn } from '../../shared/cases/moved-on.ts'
import { verbRoles, type CaseOrder } from '../../shared/cases/orders.ts'
import type { CaseState } from '../../shared/cases/state.ts'
import { DomainError } from '../../shared/errors.ts'
import type { NewFactOf } from '../../shared/events/index.ts'
import type { Entry } from '../log/entry.ts'
import { orderSource, type ToldCase } from '../queries/case-facts.ts'
import { changedSince, keyTaken } from './case-conflict.ts'
import { cityLaw } from './case-city-law.ts'
import { masked } from './case-masking.ts'
import type { OrderAnswer, OrderParts } from './orders.ts'

/** How often an order is decided anew because its case moved while it was being written. */
const mostTries = 5

/**
 * Carries out an order of a case (案件命令): decides on the case as it stands, and appends the fact with
 * its audit where nobody came first. The same key again is the same order. Raises `not-found`,
 * `forbidden`, `bad-request`, and `conflict` with who changed the case meanwhile.
 */
export async function caseOrder(
  parts: OrderParts,
  asker: Asker,
  given: CaseOrder,
  now: number,
): Promise<OrderAnswer> {
  const order = masked(given, parts.mask)
  checkRole(order.verb, asker)
  for (let tries = 1; ; tries += 1) {
    const known = order.key === undefined ? null : parts.cases.ordered(keyOf(asker, order, 0))
    if (known !== null) return { position: known.position }
    const seen = caseSeen(parts, asker, order.caseId)
    if (seen === null)
      throw new DomainError({ code: 'not-found', params: { what: 'case', id: order.caseId } })
    const { told, state } = seen
    const changed = movedOn(told.facts, order.expected)
    if (changed !== null) throw changedSince(changed, order.caseId, parts)
    // An order answers what it saw: it comes after it, also where a source's clock runs ahead.
    const at = Math.max(now, lastHappened(told.facts) + 1)
    const law = cityLaw(parts, asker, (id) => caseSeen(parts, asker, id)?.state ?? null)
    const entry = entryOf(asker, order, told, decide(order, state, asker, law, at), at)
    const [verdict] = await write(parts, order, entry)
    if (verdict === undefined) throw new DomainError({ code: 'unexpected' })
    if (verdict.verdict !== 'conflict') return { position: verdict.position }
    if (verdict.reason === 'other-body') throw keyTaken(order.caseId)
    if (tries === mostTries)
      throw new DomainError({
        code: 'conflict',
        params: { what: '案件正在变动，请稍后再办', id: order.caseId },
      })
  }
}

/** The case if the asker may see it; null for another's as for one that is not there. */
function caseSeen(
  { cases, tree, pack, rules }: OrderParts,
  asker: Asker,
  caseId: number,
): { told: ToldCase; state: CaseState } | null {
  const told = cases.of(caseId)
  const state = told === null ? null : fold(caseId, told.facts, rules)
  if (told === null || state === null) return null
  const withheld = pack.eventTypes.some(({ code, sensitive }) => sensitive && code === state.type)
  return visibleTo(asker, tree)({ ...state, withheld }) ? { told, state } : null
}

/** Merging looks at two cases, so it is written before anybody else may decide on either. */
const write = async ({ log }: OrderParts, { verb }: CaseOrder, entry: Entry) =>
  verb === 'case-merge' ? log.appendNow([entry]) : log.append([entry])

/** Without a key of its own an order is known by what it answers, and is never repeated. */
const keyOf = ({ id }: Asker, { verb, caseId, key }: CaseOrder, version: number): string =>
  key === undefined ? `${verb}:${caseId}:${version}` : `${id}:${verb}:${caseId}:${key}`

function entryOf(
  asker: Asker,
  order: CaseOrder,
  { source, number, facts }: ToldCase,
  { type, body, note }: CaseDecision,
  at: number,
): Entry {
  const version = facts.at(-1)?.position ?? 0
  const event = {
    type,
    source: orderSource,
    key: keyOf(asker, order, version),
    occurredAt: at,
    publishedAt: at,
    body,
    ...(note ? { text: { description: note } } : {}),
  } as NewFactOf
  const role = asker.roles.find((one) => verbRoles[order.verb].includes(one)) ?? null
  const department = role === 'department-handler' ? (asker.departments[0] ?? null) : null
  return {
    stream: { kind: 'case', source, number },
    expectedVersion: version,
    events: [event],
    audit: {
      asker,
      action: order.verb,
      detail: { caseId: order.caseId, expected: order.expected, role, department },
    },
  }
}
