import type { Fact } from '../events/index.ts'

/** Whether time alone speaks in a fact (时限, 亮灯): it changes nothing that a person decides on. */
const isTime = ({ type }: Fact): boolean => type === 'deadline-passed' || type === 'light-raised'

/**
 * The latest fact by which a case moved on (案件已变) since it was seen at position `seen`; null = it is
 * as it was, whatever lights were raised meanwhile.
 */
export function movedOn(facts: readonly Fact[], seen: number): Fact | null {
  let latest: Fact | null = null
  for (const fact of facts)
    if (fact.position > seen && !isTime(fact) && fact.position > (latest?.position ?? 0))
      latest = fact
  return latest
}

/** When the last thing happened to a case that was not time alone; an order comes after it. */
export const lastHappened = (facts: readonly Fact[]): number =>
  facts.reduce((last, fact) => (isTime(fact) ? last : Math.max(last, fact.occurredAt)), 0)
