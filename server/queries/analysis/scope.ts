import type { AnalysisNote } from '../../../shared/analysis/answers.ts'
import {
  analysisGrainName,
  type AnalysisGrain,
  type AnalysisQuestion,
} from '../../../shared/analysis/question.ts'
import type { Indicator, RegionId } from '../../../shared/city/pack.ts'
import { grainAnswered, seriesLimits } from '../../../shared/indicators/series.ts'
import { nextPeriod, periodOf, type Grain } from '../../../shared/time/period.ts'
import type { Standing } from '../city-view.ts'
import { hasHours } from './hours.ts'

/** What of a question can be answered (可答部分): without notes that stop it, all of this is asked. */
export interface Scope {
  indicators: Indicator[]
  regions: RegionId[]
  window: { from: number; to: number }
  notes: AnalysisNote[]
}

/** Reads a question as of a standing; `sees` says what the asker may see. Never raises for a bad one. */
export function scopeOf(
  question: AnalysisQuestion,
  standing: Standing,
  sees: (region: RegionId) => boolean,
): Scope {
  const { zone, now, regions: tree, catalog } = standing
  const notes: AnalysisNote[] = []
  const known = new Map(catalog.pack.indicators.map((indicator) => [indicator.id, indicator]))
  const asked = [...new Set(question.indicators)]
  const indicators = asked.flatMap((id) => known.get(id) ?? [])
  for (const id of asked.filter((id) => !known.has(id)))
    notes.push({ code: 'unknown-indicator', words: `没有指标 ${id}`, indicator: id })
  const regions = [...new Set(question.regions)].filter((id) => tree.find(id) && sees(id))
  const unseen = new Set(question.regions).size - regions.length
  if (unseen > 0)
    notes.push({ code: 'unseen-region', words: `有 ${unseen} 个区域不存在或不在可见范围，未列入` })
  const window = {
    from: zone.startOfDay(zone.dayFromIso(question.from)),
    to: zone.startOfDay(zone.dayFromIso(question.to)),
  }
  const stop = (code: AnalysisNote['code'], words: string): Scope => ({
    ...{ indicators: [], regions: [], window },
    notes: [...notes, { code, words }],
  })
  if (indicators.length === 0) return stop('no-indicators', '请至少选一项指标')
  if (regions.length === 0) return stop('no-regions', '请至少选一个区域')
  if (window.from >= window.to) return stop('impossible-window', impossibleWords(question, zone))
  if (window.from >= now) return stop('future-window', `时间窗在将来：${question.from} 还没有到`)
  const words = tooMany(question, { indicators, regions, window }, standing)
  if (words !== null) return stop('too-many-points', words)
  return { indicators, regions, window, notes }
}

/** A window as people say it, by its last day. */
function impossibleWords({ from, to }: AnalysisQuestion, zone: Standing['zone']): string {
  const last = zone.isoDate(zone.dayFromIso(to) - 1)
  return `时间窗不成立：从 ${from} 至 ${last}，起日晚于止日`
}

/** Grains from finer to coarser, as they are proposed. */
const coarser: readonly Exclude<AnalysisGrain, 'custom'>[] = [
  'hour',
  'day',
  'week',
  'tenday',
  'month',
  'quarter',
  'year',
]

/** Words for a question that asks for too many points, with the grain that would do; null where it fits. */
function tooMany(
  question: AnalysisQuestion,
  scope: Omit<Scope, 'notes'>,
  standing: Standing,
): string | null {
  if (question.grain === 'custom') return null
  const { grain } = question
  const now = pointsAt(grain, scope, standing)
  if (fits(now)) return null
  const other = coarser
    .slice(coarser.indexOf(grain) + 1)
    .find((one) => fits(pointsAt(one, scope, standing)))
  const { points, total } = seriesLimits
  const limits = `一次最多 ${total} 点、每条线 ${points} 点`
  const way = other === undefined ? '请缩小时间窗或少选区域' : `可改按${analysisGrainName[other]}`
  return `按${analysisGrainName[grain]}点数太多（${limits}），${way}`
}

const fits = ({ longest, total }: { longest: number; total: number }): boolean =>
  longest <= seriesLimits.points && total <= seriesLimits.total

/** How many points a grain would give: on the longest line, and together. */
function pointsAt(
  grain: Exclude<AnalysisGrain, 'custom'>,
  { indicators, regions, window }: Omit<Scope, 'notes'>,
  standing: Standing,
): { longest: number; total: number } {
  const counts = indicators.map((indicator) => {
    const byHour = grain === 'hour' && hasHours(indicator, standing.catalog)
    return periodsIn(byHour ? 'hour' : grainAnswered(indicator, grain), window, standing)
  })
  return {
    longest: Math.max(...counts),
    total: counts.reduce((sum, n) => sum + n * regions.length, 0),
  }
}

/** Periods that begin in the window and have begun; counted no further than a little beyond the limit. */
function periodsIn(
  grain: Grain,
  window: Scope['window'],
  { zone, now }: Pick<Standing, 'zone' | 'now'>,
): number {
  const end = Math.min(window.to, now)
  if (grain === 'hour') return Math.ceil((end - window.from) / 3_600_000)
  if (grain === 'day') return zone.dayOf(end - 1) - zone.dayOf(window.from) + 1
  let period = periodOf(zone, grain, window.from)
  if (period.from < window.from) period = nextPeriod(zone, period)
  let n = 0
  for (; period.from < end; period = nextPeriod(zone, period)) n += 1
  return n
}
