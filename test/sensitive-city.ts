import type { CityPack, Indicator, Region } from '../shared/city/pack.ts'
import type { SourceFact } from '../shared/events/source-fact.ts'
import { periodOf, type Grain, type Period } from '../shared/time/period.ts'
import { makeZone } from '../shared/time/zone.ts'
import { nantongPack } from './demo-city.ts'
import { smallPack } from './small-pack.ts'

const region = (id: number, level: Region['level'], parentId: number | null): Region => ({
  ...{ id, level, parentId, name: `区域${id}`, code: `3206${String(id).padStart(2, '0')}` },
  ...{ kind: 'admin', lng: null, lat: null, validFrom: null, validTo: null, successorId: null },
})

/** A city of a few districts with 南通's sensitive indicators, and `more` of the same kind. */
export function sensitivePack(
  districts: number,
  more: (like: (id: string) => Indicator) => readonly Indicator[] = () => [],
): CityPack {
  const real = nantongPack()
  const like = (id: string): Indicator => {
    const found = real.indicators.find((i) => i.id === id)
    if (!found) throw new Error(`no indicator ${id}`)
    return found
  }
  const indicators = [...real.indicators.filter((i) => i.sensitive), ...more(like)]
  const measures = real.measures.filter((m) => m.sensitive)
  const feeds = new Set(measures.map((m) => m.feed))
  return smallPack({
    regions: [
      { ...region(1, 'city', null), code: '320600' },
      ...Array.from({ length: districts }, (_, i) => region(2 + i, 'district', 1)),
      region(90, 'town', 2),
    ],
    ...{ indicators, measures },
    feeds: real.feeds.filter((f) => feeds.has(f.id)),
    themes: real.themes.flatMap((theme) => {
      const first = indicators.find((i) => i.theme === theme.id)
      return first ? [{ ...theme, defaultIndicator: first.id }] : []
    }),
    departments: real.departments,
  })
}

/** What was really counted: measure, region and period to a number. */
export type Truth = Map<string, number>
export const cellOf = (measure: string, region: number, from: number): string =>
  `${measure}|${region}|${from}`

/** A small seeded generator: the same seed draws the same city. */
export function dice(seed: number): (below: number) => number {
  let state = (seed ^ 0x9e3779b9) >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const zone = makeZone('Asia/Shanghai')
const grainOf = (rhythm: string): Grain => (rhythm === 'realtime' ? 'day' : (rhythm as Grain))

/** The periods of a feed that end in [from, to], oldest first. */
export function periodsOf(rhythm: string, from: number, to: number): Period[] {
  const periods: Period[] = []
  for (let at = from; at < to;) {
    const period = periodOf(zone, grainOf(rhythm), at)
    if (period.from >= from && period.to <= to) periods.push(period)
    at = period.to
  }
  return periods
}

export interface Story {
  truth: Truth
  /** Batches in the order of their publication, each with its instant. */
  batches: { at: number; facts: SourceFact[] }[]
}

/**
 * Every sensitive feed reports its periods of [from, to); parts stay within their wholes. `quiet` is
 * the share (of 10) of places with small numbers; with `corrections`, some reports come again later
 * with other numbers, and some districts report late.
 */
export function tellStory(
  pack: CityPack,
  { seed, quiet, corrections }: { seed: number; quiet: number; corrections: boolean },
  span: { from: number; to: number; daysFrom: number },
): Story {
  const roll = dice(seed)
  const truth: Truth = new Map()
  const batches: Story['batches'] = []
  const places = pack.regions.filter((r) => r.level === 'district')
  const city = pack.regions[0] as Region
  const scale = new Map(places.map((p) => [p.id, roll(10) < quiet ? 14 : 20 + roll(300)]))
  const draw = (place: Region): number =>
    roll(12) === 0 ? roll(4) : roll((scale.get(place.id) ?? 400) + 1)
  let revision = 0
  const report = (feed: string, period: Period, regions: readonly Region[], at: number) => {
    const measures = pack.measures.filter((m) => m.feed === feed)
    const values: Record<string, (number | null)[]> = {}
    for (const m of measures) {
      values[m.id] = regions.map((place) => {
        if (place.id === city.id && m.aggregation === 'sum') return null
        const whole =
          m.partOf === null ? undefined : truth.get(cellOf(m.partOf, place.id, period.from))
        const value = whole === undefined ? draw(place) : whole - roll(Math.min(whole, 12) + 1)
        truth.set(cellOf(m.id, place.id, period.from), value)
        return value
      })
    }
    revision += 1
    const head = { source: feed, feed, occurredAt: at, publishedAt: at }
    const { from, to } = period
    const grain = period.grain as 'month'
    const codes = regions.map((r) => r.code)
    const observed: SourceFact = {
      ...{ ...head, type: 'observations-reported', key: `${period.key}/${revision}` },
      ...{ grain, from, to, regions: codes, values },
    }
    const covered: SourceFact = {
      ...{ ...head, type: 'coverage-reported', key: `coverage/${period.key}/${revision}` },
      ...{ from, until: to },
    }
    batches.push({ at, facts: [observed, covered] })
  }
  const day = 86_400_000
  for (const feed of pack.feeds) {
    const start = feed.rhythm === 'day' ? span.daysFrom : span.from
    for (const period of periodsOf(feed.rhythm, start, span.to)) {
      const late = corrections && roll(4) === 0 ? places.slice(-1 - roll(2)) : []
      const first = [city, ...places].filter((p) => !late.includes(p))
      report(feed.id, period, first, period.to + 3_600_000)
      if (late.length > 0) report(feed.id, period, late, period.to + 2 * day)
      if (corrections && roll(3) === 0) {
        const again = places.filter(() => roll(3) === 0)
        if (again.length > 0) report(feed.id, period, again, period.to + 5 * day)
      }
    }
  }
  batches.sort((a, b) => a.at - b.at)
  return { truth, batches }
}
