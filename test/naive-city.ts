import type { CityPack, Indicator, Measure } from '../shared/city/pack.ts'
import type { NaiveLog } from './naive-log.ts'
import { NaiveReadings } from './naive-readings.ts'
import {
  aYearBefore,
  naivePeriod,
  naiveRank,
  startOfYear,
  type NaiveWindow,
} from './naive-windows.ts'

export interface NaiveFigure {
  value: number | null
  numerator: number | null
  denominator: number | null
  absence: 'no-data' | 'not-at-level' | 'suppressed' | 'nothing-due' | null
  window: NaiveWindow | null
}

const levels = ['city', 'district', 'town', 'community', 'grid']
const periodOfIndicator = (i: Indicator): string =>
  i.period === 'realtime' || i.period === 'on-event' ? 'day' : i.period

/**
 * The city worked out again from its raw facts, as domain.md and the catalogue say it and as slowly as
 * it takes: no cube, no index, no formula of the product. Everything is as of the end of the log.
 */
export class NaiveCity {
  readonly #measures: Map<string, Measure>
  readonly #indicators: Map<string, Indicator>
  readonly #levelOf: Map<number, string>
  readonly #readings: NaiveReadings

  constructor(
    readonly pack: CityPack,
    log: NaiveLog,
    readonly now: number,
  ) {
    this.#measures = new Map(pack.measures.map((m) => [m.id, m]))
    this.#indicators = new Map(pack.indicators.map((i) => [i.id, i]))
    this.#levelOf = new Map(pack.regions.map((r) => [r.id, r.level]))
    this.#readings = new NaiveReadings(pack, log)
  }

  get cases(): number {
    return this.#readings.cases
  }

  indicator(id: string): Indicator {
    const found = this.#indicators.get(id)
    if (!found) throw new Error(`no indicator ${id}`)
    return found
  }

  /** A figure for a region, asked for the calendar period of `grain` that holds now or an earlier instant. */
  figure(id: string, region: number, grain: string, at: number): NaiveFigure {
    const indicator = this.indicator(id)
    const none = { value: null, numerator: null, denominator: null }
    if (levels.indexOf(this.#levelOf.get(region) ?? '') > levels.indexOf(indicator.finestLevel))
      return { ...none, absence: 'not-at-level', window: null }
    const asked = naivePeriod(grain, at)
    const end = Math.min(asked.to, this.now)
    const longer = naiveRank(grain) > naiveRank(periodOfIndicator(indicator))
    const window = longer
      ? this.#longerWindow(indicator, asked.from, end)
      : this.#ownWindow(indicator, end)
    if (window === null) return { ...none, absence: 'no-data', window: null }
    if (indicator.sensitive)
      return { ...this.#sensitive(indicator, region, window, longer), window }
    return { ...this.#worked(indicator, region, window), window }
  }

  /** The running day where everything is live; else the last whole period that its feeds have published. */
  #ownWindow(indicator: Indicator, end: number): NaiveWindow | null {
    if (periodOfIndicator(indicator) !== 'day' || !this.#isLive(indicator))
      return this.#lastWhole(indicator, end)
    const day = naivePeriod('day', end - 1)
    return this.#sinceJanuary(indicator, { from: day.from, to: Math.min(day.to, end) })
  }

  /** A longer window goes as far as was published in it, so that like is compared with like. */
  #longerWindow(indicator: Indicator, from: number, end: number): NaiveWindow {
    const whole = this.#isLive(indicator) ? null : this.#lastWhole(indicator, end)
    const to = whole !== null && whole.to > from ? Math.min(end, whole.to) : end
    return this.#sinceJanuary(indicator, { from, to })
  }

  /** What sets the window: the flows; else the levels that come as often as the indicator. */
  #deciding(indicator: Indicator): Measure[] {
    const ids = [...indicator.numerator, ...indicator.denominator]
    const measures = ids.map((id) => this.#measure(id))
    const flows = measures.filter((m) => m.kind === 'flow')
    if (flows.length > 0) return flows
    const own = naiveRank(periodOfIndicator(indicator))
    const often = measures.filter((m) => m.feed === null || naiveRank(this.#rhythm(m)) <= own)
    return often.length > 0 ? often : measures
  }

  #rhythm(measure: Measure): string {
    return this.pack.feeds.find((f) => f.id === measure.feed)?.rhythm ?? 'realtime'
  }

  #isLive(indicator: Indicator): boolean {
    const measures = [...indicator.numerator, ...indicator.denominator].map((id) =>
      this.#measure(id),
    )
    const flows = measures.filter((m) => m.kind === 'flow')
    const deciding = flows.length > 0 ? flows : measures
    return (
      deciding.length > 0 &&
      deciding.every((m) => ['realtime', 'on-event'].includes(this.#rhythm(m)))
    )
  }

  #sinceJanuary(indicator: Indicator, window: NaiveWindow): NaiveWindow {
    if (indicator.accumulate !== 'ytd') return window
    return { from: startOfYear(window.from), to: window.to }
  }

  #worked(indicator: Indicator, region: number, window: NaiveWindow): Omit<NaiveFigure, 'window'> {
    if (indicator.formula === 'composite') return this.#composite(indicator, region, window)
    const sum = (ids: readonly string[], over: NaiveWindow): number | null => {
      let total = 0
      for (const id of ids) {
        const value = this.#readings.measured(this.#measure(id), region, over)
        if (value === null) return null
        total += value
      }
      return total
    }
    const top = sum(indicator.numerator, window)
    if (indicator.formula === 'value')
      return {
        value: top,
        numerator: top,
        denominator: null,
        absence: top === null ? 'no-data' : null,
      }
    let numerator = top
    let denominator: number | null
    if (indicator.formula === 'growth') {
      const before = { from: aYearBefore(window.from), to: aYearBefore(window.to) }
      const heard = indicator.numerator.every(
        (id) => this.#readings.publishedThrough(this.#measure(id), before.from + 1) !== null,
      )
      denominator = heard ? sum(indicator.numerator, before) : null
      numerator = top === null || denominator === null ? null : top - denominator
    } else {
      denominator = sum(indicator.denominator, window)
      if (indicator.formula === 'difference') {
        const base = sum([indicator.base ?? ''], window)
        numerator = top === null || base === null ? null : base - top
      }
    }
    const parts = { numerator, denominator }
    if (numerator === null || denominator === null)
      return { value: null, ...parts, absence: 'no-data' }
    if (denominator === 0) return { value: null, ...parts, absence: 'nothing-due' }
    return { value: (indicator.scale * numerator) / denominator, ...parts, absence: null }
  }

  /** Σ weight × score, each component at its last whole published period; then deductions and caps. */
  #composite(
    indicator: Indicator,
    region: number,
    window: NaiveWindow,
  ): Omit<NaiveFigure, 'window'> {
    const none = { value: null, numerator: null, denominator: null, absence: 'no-data' as const }
    const parts = this.pack.composites.filter(
      (p) => p.composite === (indicator.alias ?? indicator.id),
    )
    let total = 0
    let cap = 100
    for (const part of parts) {
      const component = this.indicator(part.component)
      const own = this.#lastWithAny(component, region, window)
      const value = own === null ? null : this.#worked(component, region, own).value
      if (own === null || value === null) return none
      if (part.role === 'component') {
        const share = (value - Number(part.worst)) / (Number(part.best) - Number(part.worst))
        total += part.weight * 100 * Math.min(1, Math.max(0, share))
      } else if (part.role === 'deduction') {
        const points = Number(part.perUnitPoints) * value
        total -= part.maxPoints === null ? points : Math.min(part.maxPoints, points)
      } else if (part.condition === 'value>=1') {
        if (value >= 1) cap = Math.min(cap, Number(part.capScore))
      } else if (part.condition === 'status>=red') {
        const grave = component.threshold.redMeasures.map((id) =>
          this.#readings.measured(this.#measure(id), region, own),
        )
        const sum = grave.reduce<number>((a, b) => a + (b ?? 0), 0)
        if (sum >= Number(component.threshold.red)) cap = Math.min(cap, Number(part.capScore))
      } else throw new Error(`unread condition ${part.condition}`)
    }
    const value = Math.min(cap, Math.max(0, total))
    return { value, numerator: null, denominator: null, absence: null }
  }

  /** The last whole period, or the last one inside the index's window in which anything was due. */
  #lastWithAny(component: Indicator, region: number, window: NaiveWindow): NaiveWindow | null {
    const last = this.#lastWhole(component, window.to)
    if (last === null) return null
    const grain = periodOfIndicator(component)
    let period = naivePeriod(grain, last.to - 1)
    for (let n = 0; n < 31 && (n === 0 || period.from >= window.from); n += 1) {
      const own = this.#sinceJanuary(component, period)
      if (this.#worked(component, region, own).absence !== 'nothing-due') return own
      period = naivePeriod(grain, period.from - 1)
    }
    return last
  }

  #lastWhole(indicator: Indicator, end: number): NaiveWindow | null {
    let through = end
    for (const m of this.#deciding(indicator))
      if (m.origin === 'reported') {
        const published = this.#readings.publishedThrough(m, end)
        if (published === null) return null
        through = Math.min(through, published)
      }
    const grain = periodOfIndicator(indicator)
    const period = naivePeriod(grain, through - 1)
    const whole = period.to > through ? naivePeriod(grain, period.from - 1) : period
    return this.#sinceJanuary(indicator, whole)
  }

  /** Only for its own whole period; small counts and, with one of them, the smallest others stay hidden. */
  #sensitive(
    indicator: Indicator,
    region: number,
    window: NaiveWindow,
    longer: boolean,
  ): Omit<NaiveFigure, 'window'> {
    const hidden = {
      value: null,
      numerator: null,
      denominator: null,
      absence: 'suppressed' as const,
    }
    if (longer) return hidden
    const feeds = [...indicator.numerator, ...indicator.denominator].map(
      (id) => this.#measure(id).feed,
    )
    const whole = feeds.every(
      (feed) => (this.#readings.coveredThrough(feed ?? '', window.from) ?? 0) >= window.to,
    )
    if (!whole) return { ...hidden, absence: 'no-data' }
    const figure = this.#worked(indicator, region, window)
    if (figure.absence === 'no-data') return figure
    const table = this.pack.regions
      .filter((r) => (r.level === 'city' || r.level === 'district') && r.validTo === null)
      .map((r) => ({
        id: r.id,
        city: r.level === 'city',
        counts: this.#exposed(indicator, r.id, window),
      }))
      .filter((cell) => cell.counts.every((n) => n !== null))
      .map((cell) => ({ ...cell, counts: cell.counts.map(Number) }))
    const away = new Set(table.filter((c) => c.counts.some((n) => n < 10)).map((c) => c.id))
    const rest = table
      .filter((c) => !away.has(c.id))
      .sort(
        (a, b) => Number(a.city) - Number(b.city) || Math.min(...a.counts) - Math.min(...b.counts),
      )
    const open = (): boolean => {
      const city = table.find((c) => c.city)
      if (away.size === 0 || city === undefined || away.has(city.id)) return true
      const gone = table.filter((c) => away.has(c.id))
      const left = table.filter((c) => !c.city && !away.has(c.id))
      return city.counts.every((_, i) => {
        const sum = gone.reduce((n, c) => n + (c.counts[i] ?? 0), 0)
        const most = Math.min(...left.map((c) => c.counts[i] ?? 0))
        return gone.length >= 2 && sum >= 10 && gone.length * most - sum >= 10
      })
    }
    while (!open() && rest.length > 0) away.add(rest.shift()?.id ?? 0)
    if (away.has(region)) return hidden
    if (indicator.formula === 'value') return figure
    const scale = 10 ** indicator.decimals
    const value = figure.value === null ? null : Math.round(figure.value * scale) / scale
    return { value, numerator: null, denominator: null, absence: figure.absence }
  }

  #exposed(indicator: Indicator, region: number, window: NaiveWindow): (number | null)[] {
    const { numerator, denominator } = this.#worked(indicator, region, window)
    if (indicator.formula === 'value') return [numerator]
    if (indicator.formula !== 'growth') return [denominator]
    return [denominator, numerator === null ? null : numerator + (denominator ?? 0)]
  }

  #measure(id: string): Measure {
    const found = this.#measures.get(id)
    if (!found) throw new Error(`no measure ${id}`)
    return found
  }
}
