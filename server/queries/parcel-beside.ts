import { inOrder } from '../../shared/cases/facts-in-order.ts'
import type { ParcelAnswer } from '../../shared/cases/parcel-answers.ts'
import type { CaseState } from '../../shared/cases/state.ts'
import type { CityPack } from '../../shared/city/pack.ts'
import type { Fact } from '../../shared/events/index.ts'

/** Lights raised so far (亮灯), each by the name of its rule. */
export const lightsOf = (state: CaseState, { lights }: CityPack): ParcelAnswer['lights'] =>
  state.lights.map(({ light, at, rule }) => ({
    ...{ light, at },
    rule: lights.find(({ order }) => order === rule)?.name ?? light,
  }))

/** The last supervision (督办) of a case, standing or closed; null = there never was one. */
export function supervisionOf(facts: readonly Fact[]): ParcelAnswer['supervision'] {
  let last = null as ParcelAnswer['supervision']
  for (const fact of inOrder(facts)) {
    if (fact.type === 'case-supervised' && (last === null || last.closedAt !== null)) {
      const { owner, due } = fact.body
      last = { at: fact.occurredAt, owner, due, closedAt: null, note: null }
    } else if (fact.type === 'case-supervision-closed' && last !== null && last.closedAt === null) {
      last = { ...last, closedAt: fact.occurredAt, note: fact.body.note ?? null }
    }
  }
  return last
}

/** Extensions that were answered (延期), in order; one granted unasked has no asking. */
export function extensionsOf(facts: readonly Fact[]): ParcelAnswer['extensions'] {
  const answered: ParcelAnswer['extensions'] = []
  let asked: { at: number; until: number } | null = null
  for (const fact of inOrder(facts)) {
    const answeredAt = fact.occurredAt
    if (fact.type === 'case-extension-requested') {
      asked = { at: fact.occurredAt, until: fact.body.disposalDeadline }
    } else if (fact.type === 'case-extended') {
      const until = fact.body.disposalDeadline
      answered.push({ askedAt: asked?.at ?? null, until, answeredAt, granted: true })
      asked = null
    } else if (fact.type === 'case-extension-refused' && asked !== null) {
      answered.push({ askedAt: asked.at, until: asked.until, answeredAt, granted: false })
      asked = null
    }
  }
  return answered
}
