import { periodWords } from '../issue.ts'
import { previousPeriod } from '../../../../shared/time/period.ts'
import type { Figure } from '../table/figure.ts'
import { subjectOf } from '../table/figure.ts'
import { wholeOf } from '../table/units.ts'
import { finding, groupBy, shown, type Check, type Evidence, type Finding } from './finding.ts'

/** Periods that a number is compared with, how many are needed, and from what size on (our defaults). */
const compared = 6
const enough = 3
const leastMedian = 100
/** Powers that a slip of units makes: 95 for 0.95, 元 for 万元, 万元 for 亿元, 元 for 亿元. */
const slips = [100, 1e4, 1e8]
/** A number is that many times off when it lies within this factor of the power. */
const near = 3
/** Above or below this many times the median a number is worth a look. */
const far = 10

/** Against the median of the same region's last periods: a slip of units is refused, a leap is shown. */
export const likeHistory: Check = (evidence) =>
  [...groupBy(evidence.figures, (f) => `${f.measure.id}|${f.period.from}`).values()].flatMap(
    (group) => {
      const [first] = group
      if (first === undefined) return []
      const earlier = evidence.history.earlier(first.measure.id, first.period.from, compared)
      if (earlier.length < enough) return []
      return group.flatMap((figure): Finding[] => {
        const { value, region } = figure
        if (value === null || value <= 0) return []
        const own = earlier
          .map((period) => period.own(region.id))
          .filter((one): one is number => one !== null && one > 0)
        return own.length < enough ? [] : compare(figure, value, median(own))
      })
    },
  )

function compare(figure: Figure, value: number, usual: number): Finding[] {
  const isShare = wholeOf(figure.measure.unit) !== null
  const times = Math.max(value / usual, usual / value)
  if (!isShare && Math.max(value, usual) < leastMedian) return []
  const slip = slips.find((power) => times >= power / near && times <= power * near)
  const usually = `近期约 ${shown(Number(usual.toPrecision(4)))} ${figure.measure.unit}`
  if (slip !== undefined) {
    const code = isShare ? 'share-scale' : 'unlike-history'
    const expected = `${usually}，相差约 ${slip} 倍，疑为单位错位${slip === 100 ? '（95 与 0.95）' : '（万、亿）'}；确无误请加 accept=${code} 重报`
    return [{ ...finding(code, 'error', figure, expected), found: shown(value) }]
  }
  if (isShare || times < far) return []
  const expected = `${usually}，相差 ${shown(Number(times.toFixed(1)))} 倍；已照收，请核对`
  return [{ ...finding('far-from-history', 'warning', figure, expected), found: shown(value) }]
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

/** So many equal numbers of some size are no chance (our defaults): of a column, of a table. */
const sameOfColumn = 5
const sameOfTable = 4
const someSize = 10

/**
 * Last period's numbers under this period's label (上期数据重复). Flows that all equal the period before
 * are refused until confirmed; stocks may well stand still.
 */
export const notLastPeriodAgain: Check = (evidence) => {
  const { zone } = evidence.city
  const flows = evidence.figures.filter(
    ({ measure, value, total }) => measure.kind === 'flow' && value !== null && total === null,
  )
  const several = new Set(flows.map(({ period }) => period.from)).size > 1
  const inFile = new Map(several ? flows.map((figure) => [subjectOf(figure), figure.value]) : [])
  return [...groupBy(flows, ({ period }) => String(period.from)).values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const last = previousPeriod(zone, first.period)
    const before = ({ measure, region }: Figure): number | null =>
      inFile.get(subjectOf({ measure, region, period: last })) ??
      evidence.history.known(measure.id, last.from, last.to)?.own(region.id) ??
      null
    const repeats = (figures: readonly Figure[], least: number): boolean =>
      figures.filter(({ value }) => Math.abs(value ?? 0) >= someSize).length >= least &&
      figures.every((figure) => figure.value === before(figure))
    const label = periodWords(last)
    if (repeats(group, sameOfTable)) return [again(first, allOf(evidence, first, null), label)]
    return [...groupBy(group, ({ measure }) => measure.id).values()].flatMap((column) => {
      const [head] = column
      return head !== undefined && repeats(column, sameOfColumn)
        ? [again(head, allOf(evidence, head, head.measure.id), label)]
        : []
    })
  })
}

/** Everything of the period (and measure): an old table is old in its stocks and totals too. */
const allOf = ({ figures }: Evidence, { period }: Figure, measure: string | null): Figure[] =>
  figures.filter(
    (f) => f.period.from === period.from && (measure === null || f.measure.id === measure),
  )

const again = (figure: Figure, figures: readonly Figure[], last: string): Finding => ({
  ...finding(
    'repeated-period',
    'error',
    figure,
    `${periodWords(figure.period)}的数；这 ${figures.length} 格与${last}逐格相同，疑为上期表重报，未收；确无误请加 accept=repeated-period 重报`,
    figures,
  ),
  found: `${figure.measure.name} ${figure.given}`,
})
