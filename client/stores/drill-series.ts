import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { IndicatorPeriod, RegionId } from '../../shared/city/pack.ts'
import type { SeriesAnswer } from '../../shared/indicators/series-answer.ts'
import type { Grain } from '../../shared/time/period.ts'
import type { SeriesQuestion } from '../api/city-api.ts'
import { useBoard } from './board.ts'
import { asked } from './drill-asked.ts'
import { useDrill } from './drill.ts'
import { useSession } from './session.ts'
import { useTime } from './time.ts'
import { useCityApi } from './use-city-api.ts'

/** Periods drawn of every region. */
export const periodsShown = 13

const day = 86_400_000
/** The longest that a period of a grain may last. */
const longest: Record<Grain, number> = {
  hour: day / 24,
  day: day + 3_600_000,
  week: 7 * day,
  tenday: 11 * day,
  month: 31 * day,
  quarter: 92 * day,
  term: 200 * day,
  year: 366 * day,
}

/** An indicator's own grain; what runs all the time is read by the day. */
export const grainOf = (period: IndicatorPeriod): Grain =>
  period === 'realtime' || period === 'on-event' ? 'day' : period

/** The regions compared on one axis: what lies below, else the siblings. */
export function regionsCompared(
  tab: 'multiples' | 'trend',
  of: { here: RegionId; city: RegionId; below: RegionId[]; siblings: RegionId[] },
): RegionId[] {
  const group = tab === 'multiples' && of.below.length > 0 ? of.below : of.siblings
  return [...new Set([of.here, of.city, ...group])].slice(0, 60)
}

/** The last periods of the indicator in every region compared (趋势), asked while they are looked at. */
export const useDrillSeries = defineStore('drill-series', () => {
  const api = useCityApi()
  const drill = useDrill()
  const board = useBoard()
  const session = useSession()
  const time = useTime()

  const meta = computed(
    () => board.board?.tiles.find((tile) => tile.indicator === drill.indicator)?.meta ?? null,
  )
  /** Multiples show the indicator's own periods; the trend shows months where those are shorter. */
  const grain = computed<Grain | null>(() => {
    if (!meta.value) return null
    const own = grainOf(meta.value.period)
    return drill.tab === 'trend' && longest[own] < longest.month ? 'month' : own
  })
  const question = computed<SeriesQuestion | null>(() => {
    const { indicator, tab, at, here } = drill
    const city = session.city?.cityRegion
    if (!indicator || !here || city === undefined || !grain.value || tab === 'change') return null
    const regions = regionsCompared(tab, {
      here: here.id,
      city,
      below: drill.below.map((one) => one.id),
      siblings: drill.siblings.map((one) => one.id),
    })
    // Whole days, so that the same question is asked all day long.
    const to = (Math.floor(time.shown / day) + 2) * day
    const from = to - (periodsShown + 3) * longest[grain.value]
    return { indicators: [indicator], regions, from, to, grain: grain.value, at }
  })
  const series = asked<SeriesQuestion, SeriesAnswer>((q) => api.series(q), question)
  return { ...series, meta, grain }
})
