import type { SplitCases } from '../../shared/indicators/change.ts'
import type { Contributor } from '../../shared/indicators/change-parts.ts'
import type { Term } from '../../shared/indicators/explain-terms.ts'
import { smallestShown } from '../../shared/indicators/suppression.ts'
import type { CityView, Standing } from './city-view.ts'
import { amountsBy, daysOf, mostDays, type CaseGroup } from './indicator-change-cases.ts'
import { levelsBy } from './indicator-change-levels.ts'

/** So many types are named; the others are one part. */
const mostTypes = 12

type Amounts = ReadonlyMap<string, number>

/** Case-counted terms by type or department (按类型, 按承办部门), from the contributions themselves. */
export const casesSplitter =
  (view: CityView, standing: Standing): SplitCases =>
  async ({ by, region, numerator, denominator }) => {
    const all = [numerator, ...(denominator === null ? [] : [denominator])]
    const terms = all.flatMap(({ before, after }) => [...before, ...after])
    if (terms.some(({ measure }) => measure.kind === 'balance')) {
      if (denominator !== null || numerator.after.length !== 1)
        return '这项指标不能按类型或部门分解。'
      const levels = await levelsBy(view, standing, by, region, [numerator.before, numerator.after])
      if (typeof levels === 'string') return levels
      const parts = levels.map((part) => ({ ...part, name: nameOf(standing, by, part.key) }))
      return by === 'type' ? withoutSensitive(standing, parts) : parts
    }
    const spans = new Map(terms.map(({ span }) => [`${span.from}|${span.to}`, span]))
    const days = [...spans.values()].reduce((sum, span) => sum + daysOf(standing, span), 0)
    if (days > mostDays) return '时间窗过长，按类型或部门分解请选一个季度以内的时段。'
    const sums = async (of: readonly Term[]): Promise<Amounts> => {
      const total = new Map<string, number>()
      for (const span of new Set(of.map((term) => term.span))) {
        const own = of.filter((term) => term.span === span)
        const { from, to } = span
        const amounts = await amountsBy(view, standing, by, region, { from, to, terms: own })
        for (const [key, n] of amounts) {
          total.set(key, (total.get(key) ?? 0) + n)
        }
      }
      return total
    }
    const [n0, n1] = [await sums(numerator.before), await sums(numerator.after)]
    const [d0, d1] = denominator
      ? [await sums(denominator.before), await sums(denominator.after)]
      : [null, null]
    const keys = new Set([n0, n1, d0, d1].flatMap((sum) => [...(sum?.keys() ?? [])]))
    const amounts = (key: string, n: Amounts, d: Amounts | null) => ({
      numerator: n.get(key) ?? 0,
      denominator: d === null ? null : (d.get(key) ?? 0),
    })
    const parts = [...keys].map((key) => ({
      key,
      name: nameOf(standing, by, key),
      before: amounts(key, n0, d0),
      after: amounts(key, n1, d1),
    }))
    return by === 'type' ? withoutSensitive(standing, parts) : parts
  }

function nameOf({ epoch }: Standing, by: CaseGroup, key: string): string {
  if (by === 'department') {
    if (key === '') return '未派遣'
    return epoch.pack.departments.find((d) => d.id === key)?.name ?? key
  }
  return epoch.pack.eventTypes.find((t) => t.code === key)?.name ?? '未知类型'
}

/** How much of a part there is: what orders the parts, and what says that it is small. */
const size = ({ before, after }: Contributor): number =>
  Math.max(...[before, after].map((a) => Math.abs(a.denominator ?? a.numerator ?? 0)))

const moved = ({ before, after }: Contributor): number =>
  Math.abs((after.numerator ?? 0) - (before.numerator ?? 0)) +
  Math.abs((after.denominator ?? 0) - (before.denominator ?? 0))

/**
 * The types that moved most; sensitive ones and the others stay together as one rest, which takes in
 * further types until it is no small count (敏感抑制): nothing sensitive can be told from it.
 */
function withoutSensitive({ epoch }: Standing, parts: readonly Contributor[]): Contributor[] {
  const sensitive = new Set(epoch.pack.eventTypes.filter((t) => t.sensitive).map((t) => t.code))
  const open = parts.filter((part) => !sensitive.has(part.key))
  const named = open.sort((a, b) => moved(b) - moved(a)).slice(0, mostTypes)
  const rest = parts.filter((part) => !named.includes(part))
  if (!rest.some((part) => sensitive.has(part.key))) return named
  const hides = (): boolean => {
    const others = rest.filter((part) => !sensitive.has(part.key))
    return others.reduce((sum, part) => sum + size(part), 0) >= smallestShown
  }
  while (!hides() && named.length > 0) rest.push(named.pop() as Contributor)
  return named
}
