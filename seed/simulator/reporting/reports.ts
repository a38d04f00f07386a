import type { Measure } from '../../../shared/city/pack.ts'
import type { SourceFact } from '../../../shared/events/source-fact.ts'
import type { City } from '../case-book.ts'
import { speaksAllDay } from '../outages.ts'
import { sumsOf } from '../quantiles.ts'
import { Columns, type Column, type Moment } from './columns.ts'
import { isCount, rounded } from './drawing.ts'
import type { DueReport } from './due-reports.ts'
import type { Frontier } from './frontier.ts'

type Observations = Extract<SourceFact, { type: 'observations-reported' }>

/** A fact speaks for at most so many regions; larger reports come district by district. */
const mostRegions = 1500
/** How a day's flows come in over the 24 hours. */
const hours = sumsOf([...'322112358999678988765443'].map(Number))

/** Measures of one feed that are told together: same regions, same kind of time. */
interface Group {
  frontier: Frontier
  measures: Measure[]
  /** Stocks of all-day feeds are told for an instant. */
  instant: boolean
}

/** Turns reports that are due into facts. */
export class Reports {
  readonly #city: City
  readonly #columns: Columns
  readonly #measures = new Map<string, Measure[]>()
  readonly #groups = new Map<string, Group[]>()

  constructor(city: City) {
    this.#city = city
    this.#columns = new Columns(city)
    for (const measure of city.world.pack.measures) {
      if (measure.origin !== 'reported' || measure.feed === null || measure.typicalCity === null)
        continue
      const list = this.#measures.get(measure.feed)
      if (list === undefined) this.#measures.set(measure.feed, [measure])
      else list.push(measure)
    }
  }

  /** The facts of one report; `recent` tells grids their own values. */
  factsOf(report: DueReport, recent: boolean): Observations[] {
    const { zone } = this.#city.world
    const { feed, period, asOf } = report
    const end = period.to - 60_000
    const at = asOf ?? (speaksAllDay(feed) ? end : period.to)
    const moment: Moment = { period, at, done: asOf === null ? 1 : dayDone(period, asOf), recent }
    const memo = new Map<string, Column>()
    const rev = asOf === null ? 'f' : String(zone.minuteOfDay(asOf)).padStart(4, '0')
    return this.#groupsOf(feed.id, recent).flatMap((group) => {
      const columns = group.measures.map((m) => {
        const column = this.#columns.of(m, group.frontier, moment, memo)
        return moment.done < 1 && m.kind === 'flow' ? soFar(m, column, moment.done) : column
      })
      const key = `${period.grain}/${period.key}/${group.frontier.name}${group.instant ? '@' : ''}/${rev}`
      return this.#split(group.frontier).map(({ part, rows }) => ({
        type: 'observations-reported' as const,
        key: part === '' ? key : `${key}/${part}`,
        source: feed.id,
        occurredAt: Math.min(asOf ?? period.to, report.publishedAt),
        publishedAt: report.publishedAt,
        feed: feed.id,
        grain: group.instant ? ('instant' as const) : (period.grain as Observations['grain']),
        from: group.instant ? at : period.from,
        to: group.instant ? at : period.to,
        regions: rows.map((i) => group.frontier.regions[i]?.code ?? ''),
        values: Object.fromEntries(
          group.measures.map((m, g) => [m.id, rows.map((i) => columns[g]?.[i] ?? null)]),
        ),
      }))
    })
  }

  /** How many values a report carries: for weighing steps. */
  sizeOf(feed: string, recent: boolean): number {
    return this.#groupsOf(feed, recent).reduce(
      (sum, g) => sum + g.measures.length * g.frontier.regions.length,
      0,
    )
  }

  #groupsOf(feedId: string, recent: boolean): Group[] {
    const name = `${feedId}|${recent}`
    const known = this.#groups.get(name)
    if (known !== undefined) return known
    const feed = this.#city.world.pack.feeds.find((f) => f.id === feedId)
    const groups = new Map<string, Group>()
    for (const measure of this.#measures.get(feedId) ?? []) {
      const frontier = this.#columns.frontiers.of(measure, recent)
      const instant = feed !== undefined && speaksAllDay(feed) && measure.kind !== 'flow'
      const key = `${frontier.name}${instant}`
      const group = groups.get(key)
      if (group === undefined) groups.set(key, { frontier, measures: [measure], instant })
      else group.measures.push(measure)
    }
    const list = [...groups.values()]
    this.#groups.set(name, list)
    return list
  }

  readonly #parts = new Map<string, { part: string; rows: number[] }[]>()

  #split({ name, regions }: Frontier): { part: string; rows: number[] }[] {
    const known = this.#parts.get(name)
    if (known !== undefined) return known
    const { tree } = this.#city.world
    const byDistrict = new Map<string, number[]>()
    regions.forEach((region, i) => {
      const line = tree.ancestorsOf(region.id)
      const part = regions.length > mostRegions ? tree.get(line.at(-2) ?? region.id).code : ''
      const rows = byDistrict.get(part)
      if (rows === undefined) byDistrict.set(part, [i])
      else rows.push(i)
    })
    const parts = [...byDistrict].map(([part, rows]) => ({ part, rows }))
    this.#parts.set(name, parts)
    return parts
  }
}

/** Running totals keep parts within their wholes: both are cut down alike. */
const soFar = (measure: Measure, column: Column, done: number): Column =>
  column.map((value) =>
    isCount(measure) ? Math.floor(value * done) : rounded(measure, value * done),
  )

function dayDone({ from, to }: { from: number; to: number }, at: number): number {
  const hour = ((at - from) / (to - from)) * 24
  const whole = Math.floor(hour)
  const before = whole === 0 ? 0 : (hours[whole - 1] ?? 0)
  const within = ((hours[whole] ?? before) - before) * (hour - whole)
  return Math.min(1, (before + within) / (hours.at(-1) ?? 1))
}
