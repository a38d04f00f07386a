import type { Fact } from '../events/index.ts'

/**
 * Facts in the order they are folded: (occurredAt, source, key). Of several with the same source
 * and key the first in the log is the fact; the others are copies and left out.
 */
export function inOrder(facts: readonly Fact[]): Fact[] {
  const once = new Map<string, Fact>()
  for (const fact of facts) {
    const id = `${fact.source}\n${fact.key}`
    const other = once.get(id)
    if (other === undefined || fact.position < other.position) once.set(id, fact)
  }
  return [...once.values()].sort(compare)
}

function compare(a: Fact, b: Fact): number {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt - b.occurredAt
  if (a.source !== b.source) return a.source < b.source ? -1 : 1
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
}
