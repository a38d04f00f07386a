import { inOrder } from '../../shared/cases/facts-in-order.ts'
import type { ParcelAnswer } from '../../shared/cases/parcel-answers.ts'
import type { CaseState } from '../../shared/cases/state.ts'
import type { CityPack, LightRule } from '../../shared/city/pack.ts'
import type { Fact } from '../../shared/events/index.ts'

/** Lights raised so far (亮灯), each with its rule in words. */
export const lightsOf = (state: CaseState, { lights }: CityPack): ParcelAnswer['lights'] =>
  state.lights.map(({ light, at, rule }) => ({
    ...{ light, at },
    rule: ruleWords(lights.find(({ order }) => order === rule)) ?? light,
  }))

/** 「超期满 5 工作日」; null for a rule that is not there or of a kind unknown. */
function ruleWords(rule: LightRule | undefined): string | null {
  const { value = 0, unit = '' } = rule ?? {}
  switch (rule?.trigger) {
    case 'remaining-share':
      return `剩余时间不足 ${value}%`
    case 'overdue':
      return value === 0 ? '超过时限' : `超期满 ${value} ${limitUnitName[unit] ?? unit}`
    case 'rework-count':
      return `返工 ${value} 次`
    case 'repeat-count':
      return `重复诉求 ${value} 次`
    case 'red-card':
      return '红牌后转领导督办'
    default:
      return rule?.name ?? null
  }
}

const limitUnitName: Record<string, string> = {
  minute: '分钟',
  'natural-hour': '小时',
  'natural-day': '自然日',
  'work-hour': '工作时',
  'work-day': '工作日',
}

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
