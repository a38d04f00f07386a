import type { SourceFact } from '../../shared/events/source-fact.ts'

/** Facts and values in one array, at most: what a loader appends at once. */
const mostFacts = 2000
const mostValues = 60_000

const valuesOf = (fact: SourceFact): number =>
  fact.type === 'observations-reported' ? fact.regions.length * Object.keys(fact.values).length : 0

/** Packs groups of facts into arrays; a group (the facts of one case) is never torn apart. */
export function* bundled(groups: Iterable<readonly SourceFact[]>): Generator<SourceFact[]> {
  let bundle: SourceFact[] = []
  let values = 0
  for (const group of groups) {
    const more = group.reduce((sum, fact) => sum + valuesOf(fact), 0)
    if (
      bundle.length > 0 &&
      (bundle.length + group.length > mostFacts || values + more > mostValues)
    ) {
      yield bundle
      bundle = []
      values = 0
    }
    for (const fact of group) bundle.push(fact)
    values += more
  }
  if (bundle.length > 0) yield bundle
}
