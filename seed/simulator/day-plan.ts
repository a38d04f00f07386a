import type { EventType, Severity } from '../../shared/city/pack.ts'
import { Dice, keyOf, mix } from './dice.ts'
import type { Incidents } from './incidents.ts'
import type { Place, Places } from './places.ts'
import { indexAt } from './quantiles.ts'
import type { Repeats } from './repeats.ts'
import type { Source, Volume } from './volume.ts'
import type { World } from './world.ts'

/** One case as it begins: what its source knows when it reports it. */
export interface CasePlan {
  source: Source
  number: string
  reportedAt: number
  type: EventType
  severity: Severity
  place: Place
  /** 第几次同点同类, from 1. */
  repeat: number
  /** Key of everything that happens to it later. */
  key: number
  /** Key of its words: a repeated complaint keeps them. */
  words: number
  /** Number of the earlier case that tells the same. */
  sameAs: string | null
  /** Life of a grave incident; null = by the type's limit. */
  lifeMs: number | null
}

/** Share of cases that turn out to be told already. */
const mergedShare = 0.016
/** Of the types that are Ⅲ by rule, the share reported as Ⅲ: the shorter the limit, the graver it was. */
const thirdClassShare = { hours: 0.4, day: 0.2, longer: 0.01 }

/** Plans the cases of one day; needs no other day. */
export class DayPlanner {
  readonly #world: World
  readonly #parts: { volume: Volume; places: Places; repeats: Repeats; incidents: Incidents }
  readonly #seed: number

  constructor(
    world: World,
    parts: { volume: Volume; places: Places; repeats: Repeats; incidents: Incidents },
  ) {
    this.#world = world
    this.#parts = parts
    this.#seed = world.seedOf('cases')
  }

  /** By source, then by the time of reporting. */
  plan(day: number): CasePlan[] {
    const start = this.#world.zone.startOfDay(day)
    const length = this.#world.zone.startOfDay(day + 1) - start
    const drafts = new Map<Source, CasePlan[]>()
    const add = (plan: CasePlan): void => {
      const list = drafts.get(plan.source)
      if (list === undefined) drafts.set(plan.source, [plan])
      else list.push(plan)
    }
    const { volume, places, repeats, incidents } = this.#parts
    for (const { source, count, types } of volume.on(day, (source) => repeats.shareOf(source))) {
      const base = mix(mix(this.#seed, keyOf(source.key)), day)
      for (let i = 0; i < count; i += 1) {
        const key = mix(base, i)
        const dice = new Dice(key)
        const reportedAt = start + timeOf(source, dice, length)
        const type = volume.types[indexAt(types, dice.next() * (types.at(-1) ?? 0))]
        if (type === undefined) continue
        const place = places.draw(dice)
        add(draft(source, reportedAt, type, severityOf(type, dice), place, key))
      }
    }
    for (const again of repeats.on(day)) {
      const type = volume.types[again.type]
      if (type === undefined) continue
      const key = mix(again.chain, day)
      const dice = new Dice(key)
      const reportedAt = start + timeOf(again.source, dice, length)
      const plan = draft(again.source, reportedAt, type, severityOf(type, dice), again.place, key)
      add({ ...plan, repeat: again.ordinal, words: again.chain })
    }
    for (const { source, reportedAt, type, severity, lifeMs } of incidents.on(day)) {
      const key = mix(mix(this.#seed, reportedAt / 1000), severity)
      const place = places.draw(new Dice(key))
      add({ ...draft(source, reportedAt, type, severity, place, key), lifeMs })
    }
    const prefix = this.#world.zone.isoDate(day).replaceAll('-', '').slice(2)
    for (const [source, list] of drafts) finish(list, `${source.channel.prefix}${prefix}`)
    return volume.sources.flatMap((source) => drafts.get(source) ?? [])
  }
}

function draft(
  source: Source,
  reportedAt: number,
  type: EventType,
  severity: Severity,
  place: Place,
  key: number,
): CasePlan {
  return {
    source,
    number: '',
    reportedAt,
    type,
    severity,
    place,
    repeat: 1,
    key,
    words: key,
    sameAs: null,
    lifeMs: null,
  }
}

/** Numbers in the order of reporting; some of the later ones tell an earlier case again. */
function finish(list: CasePlan[], prefix: string): void {
  list.sort((a, b) => a.reportedAt - b.reportedAt || a.key - b.key)
  list.forEach((plan, i) => {
    plan.number = `${prefix}-${String(i + 1).padStart(4, '0')}`
    const dice = new Dice(mix(plan.key, 77))
    if (i === 0 || plan.repeat > 1 || plan.lifeMs !== null || !dice.chance(mergedShare)) return
    const first = list[Math.max(0, i - 1 - dice.below(12))]
    if (first === undefined || first.sameAs !== null || first.lifeMs !== null) return
    plan.sameAs = first.number
    plan.type = first.type
    plan.severity = first.severity
    plan.place = first.place
    plan.words = first.words
  })
}

function timeOf(source: Source, dice: Dice, length: number): number {
  const { hours } = source
  const hour = indexAt(hours, dice.next() * (hours.at(-1) ?? 0))
  return Math.floor(((hour + dice.next()) / hours.length) * (length / 1000)) * 1000
}

function severityOf(type: EventType, dice: Dice): Severity {
  if (type.severity !== 3) return type.severity
  const { amount, unit } = type.disposal
  const hours = unit === 'minute' || unit === 'natural-hour' || unit === 'work-hour'
  const share = hours && amount <= 24 ? 'hours' : amount <= 1 ? 'day' : 'longer'
  return dice.chance(thirdClassShare[share]) ? 3 : 4
}
