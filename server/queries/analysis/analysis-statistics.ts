import type {
  AnalysisLine,
  StatisticsAnswer,
  StatisticsQuestion,
} from '../../../shared/analysis/answers.ts'
import type { Indicator, LevelId, RegionId } from '../../../shared/city/pack.ts'
import { levelIds } from '../../../shared/city/pack.ts'
import { evaluateRegions, existsAt } from '../../../shared/indicators/evaluate.ts'
import { lastYearSpan } from '../../../shared/indicators/span.ts'
import { nextPeriod, periodOf, type Grain, type Window } from '../../../shared/time/period.ts'
import type { Bounds } from '../../statistics/bounds.ts'
import type { RunStatistic } from '../../statistics/run-job.ts'
import { wideStanding, type CityView, type Standing } from '../city-view.ts'
import { indicatorChange } from '../indicator-change.ts'
import { linesOf, spanOf, type BareLine } from './lines.ts'
import { scopeOf } from './scope.ts'
import { seasonOf } from './seasons.ts'

/** What statistics stand on besides the city: a runner of jobs, and which regions touch (相邻). */
export interface StatisticsParts {
  run: RunStatistic
  /** Null where the pack has no outlines of the level. */
  neighbours(level: LevelId): ReadonlyMap<RegionId, readonly RegionId[]> | null
}

/** One method on one line of a question (统计), over whole periods only; or why it can't be done. */
export async function analysisStatistics(
  view: CityView,
  asked: StatisticsQuestion,
  sees: (region: RegionId) => boolean,
  { run, neighbours }: StatisticsParts,
): Promise<StatisticsAnswer> {
  const { method, indicator: id, region } = asked
  const standing = wideStanding(view, asked.question.at)
  const question = { ...asked.question, indicators: [id], regions: [region] }
  const scope = scopeOf(question, standing, sees)
  const line = linesOf(question, scope, standing)[0]
  const points = knownPoints(line)
  const grain = line?.grain ?? question.grain
  const season = seasonOf[grain]
  const head = {
    position: standing.position,
    now: standing.now,
    indicator: id,
    region,
    season: season === null ? null : { length: season.length, name: season.name },
    periods: points.map(({ from, to, label }) => ({ from, to, label })),
  }
  const [indicator] = scope.indicators
  const refused = scope.notes.map(({ words }) => words).join('；') || '没有可算的数据'
  const none = { tooShort: refused }
  const values = points.map((point) => point.value)
  const stands = line !== undefined && indicator !== undefined
  switch (method) {
    case 'stl':
      return {
        ...head,
        method,
        result: stands ? await run({ method, ...bounded(indicator) }) : none,
      }
    case 'change-points':
      return {
        ...head,
        method,
        result: stands ? await run({ method, ...bounded(indicator) }) : none,
      }
    case 'anomalies':
      return {
        ...head,
        method,
        result: stands ? await run({ method, ...bounded(indicator) }) : none,
      }
    case 'forecast': {
      if (!stands) return { ...head, method, result: none, ahead: [] }
      const horizon = season?.horizon ?? 0
      const result = await run({ method, horizon, ...bounded(indicator) })
      return { ...head, method, result, ahead: aheadOf(line, points.at(-1)?.to, horizon, standing) }
    }
    case 'hot-spots': {
      const level: LevelId = 'town'
      if (!stands) return { ...head, method, result: none, level, values: [] }
      return { ...head, method, level, ...(await spotsOf(indicator, line, level)) }
    }
    case 'contribution':
      return { ...head, method, result: stands ? await contribution(indicator, line) : none }
  }

  function bounded(of: Indicator) {
    return { values, season, bounds: boundsOf(of, values) }
  }

  /** Gi* among the towns of the region, in its latest whole period. */
  async function spotsOf(indicator: Indicator, line: BareLine, level: LevelId) {
    const refuse = (tooShort: string) => ({ result: { tooShort }, values: [] })
    const { catalog, regions: tree } = standing
    const name = catalog.pack.levels.find((one) => one.id === level)?.name ?? '乡镇'
    if (!existsAt(indicator, level)) return refuse(`${indicator.name}没有${name}一级的数据`)
    const towns = tree
      .descendantsOf(region)
      .filter((one) => one.level === level && one.validTo === null)
      .map((one) => one.id)
    if (levelIds.indexOf(tree.get(region).level) >= levelIds.indexOf(level))
      return refuse(`热点看的是下级${name}，请选上级区域`)
    const beside = neighbours(level)
    if (beside === null) return refuse(`没有${name}界线，无从判断相邻`)
    const window = windowOf(line, latest(line))
    if (window === null) return refuse('窗内没有有数的整期')
    const figures = evaluateRegions({ indicator, regions: towns, window }, standing)
    const values = figures.map((figure) => ({ region: figure.region, value: figure.value }))
    const within = new Set(towns)
    const areas = values.map(({ region, value }) => ({
      id: region,
      value,
      neighbours: (beside.get(region) ?? []).filter((id) => within.has(id)),
    }))
    return { result: await run({ method: 'hot-spots', areas }), values }
  }

  /** Why the latest whole period differs from the one before, or from last year's where that is asked. */
  async function contribution(indicator: Indicator, line: BareLine) {
    const window = windowOf(line, latest(line))
    if (window === null) return { tooShort: '窗内没有有数的整期' }
    const by = standing.regions.childrenOf(region).length > 0 ? 'region' : 'type'
    const span = question.compare === 'last-year' ? spanOf(indicator, window, standing) : null
    const before = span === null ? null : lastYearSpan(indicator, span, standing.zone)
    return indicatorChange(view, {
      ...{ indicator: indicator.id, region, window, at: question.at },
      by: by as 'region' | 'type',
      ...(before && { base: windowOfSpan(before) }),
    })
  }
}

/** Whole periods up to the last that is known: what is not published yet is no gap. */
function knownPoints(line: BareLine | undefined): AnalysisLine['points'] {
  const whole = (line?.points ?? []).filter((point) => !point.partial)
  return whole.slice(0, whole.findLastIndex((point) => point.value !== null) + 1)
}

const windowOfSpan = ({
  grain,
  from,
  to,
  periodFrom,
}: {
  grain: Grain | null
  from: number
  to: number
  periodFrom: number
}): Window => (grain === null ? { from, to } : { grain, at: periodFrom })

/** The latest whole period with a value. */
const latest = (line: BareLine): AnalysisLine['points'][number] | undefined =>
  line.points.findLast((point) => !point.partial && point.value !== null)

function windowOf(
  line: BareLine,
  point: AnalysisLine['points'][number] | undefined,
): Window | null {
  if (point === undefined) return null
  const { grain } = line
  return grain === 'custom' || grain === 'hour'
    ? { from: point.from, to: point.to }
    : { grain, at: point.from }
}

/** Shares stay between none and all, counts that never were negative at or above 0. */
function boundsOf(indicator: Indicator, values: readonly (number | null)[]): Bounds {
  const share = indicator.formula === 'ratio' || indicator.formula === 'share'
  const positive = values.every((value) => value === null || value >= 0)
  return {
    min: positive && indicator.formula !== 'growth' ? 0 : null,
    max: share && values.every((v) => v === null || v <= indicator.scale) ? indicator.scale : null,
  }
}

/** The periods that follow the last whole one. */
function aheadOf(
  { grain }: BareLine,
  last: number | undefined,
  horizon: number,
  { zone }: Standing,
): { from: number; to: number; label: string }[] {
  if (last === undefined || grain === 'custom') return []
  const ahead = []
  let period = periodOf(zone, grain, last)
  for (let i = 0; i < horizon; i += 1, period = nextPeriod(zone, period))
    ahead.push({ from: period.from, to: period.to, label: period.label })
  return ahead
}
