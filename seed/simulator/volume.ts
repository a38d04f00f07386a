import type { EventType, Measure } from '../../shared/city/pack.ts'
import { channelOf, type Channel } from './channels.ts'
import { Dice, keyOf, mix } from './dice.ts'
import { normalAt, poissonAt, sumsOf } from './quantiles.ts'
import { seasonOn } from './seasons.ts'
import type { Weather } from './weather.ts'
import type { World } from './world.ts'

/** One source with its habits and its share of all cases. */
export interface Source {
  key: string
  channel: Channel
  /** Share of the city's cases, 0–1. */
  share: number
  /** Share of each ordinary type within this source, in the order of `types`. */
  mix: readonly number[]
  hours: Float64Array
}

/** What one source has to report on one day. */
export interface DayVolume {
  source: Source
  count: number
  /** Running sums over `types`, for drawing a type. */
  types: Float64Array
}

/** Cases a day in the whole city where the pack says nothing. */
const ordinaryVolume = 1000
/** Working days are this part of a year with holidays. */
const workingShare = 0.69

/** How much is reported, by whom and of what type: from the pack's typical values and weights. */
export class Volume {
  readonly sources: readonly Source[]
  /** Types of Ⅲ and Ⅳ; the graver ones come as incidents. */
  readonly types: readonly EventType[]
  /** Cases on an average day, already scaled. */
  readonly perDay: number
  readonly #world: World
  readonly #weather: Weather
  readonly #seed: number

  constructor(world: World, weather: Weather) {
    this.#world = world
    this.#weather = weather
    this.#seed = world.seedOf('volume')
    this.types = world.pack.eventTypes.filter((t) => t.weight > 0 && t.severity > 2)
    this.perDay = typicalPerDay(world.pack.measures) * world.scale
    const channels = world.pack.caseSources.map((s) => channelOf(s.key))
    const keys = world.pack.caseSources.map((s) => s.key)
    const shares = sharesOf(keys, channels, world.pack.measures)
    const rows = balanced(this.types, channels, shares)
    this.sources = keys.map((key, i) => ({
      key,
      channel: channels[i] ?? channelOf(key),
      share: shares[i] ?? 0,
      mix: rows[i] ?? [],
      hours: sumsOf([...(channels[i]?.hours ?? '1')].map(Number)),
    }))
  }

  /** Every source's ordinary volume of a day; `told` is the share of all cases told elsewhere (repeats). */
  on(day: number, told: (source: Source) => number): DayVolume[] {
    const factors = this.types.map(
      (t) => seasonOn(t.season, day) * this.#weather.factor(t.weather, day),
    )
    const working = this.#world.clock.isWorkday(day)
    return this.sources.map((source) => {
      const { restDay } = source.channel
      const usual = workingShare + (1 - workingShare) * restDay
      const rhythm = (working ? 1 : restDay) / usual
      const weights = source.mix.map((share, i) => share * (factors[i] ?? 1))
      const types = sumsOf(weights)
      const dice = new Dice(mix(mix(this.#seed, keyOf(source.key)), day))
      const mood = Math.exp(0.06 * normalAt(dice.next()))
      const share = Math.max(0, source.share - told(source))
      const mean = this.perDay * share * rhythm * (types.at(-1) ?? 0) * mood
      return { source, count: poissonAt(mean, dice.next()), types }
    })
  }
}

const unfiltered = (m: Measure): boolean =>
  m.caseTypes.length + m.caseCategories.length + m.caseSeverities.length === 0

function typicalPerDay(measures: readonly Measure[]): number {
  const all = measures.find(
    (m) => m.caseCount === 'reported' && unfiltered(m) && m.caseSources.length === 0,
  )
  return all?.typicalCity ?? ordinaryVolume
}

/** Shares that the typical values of case measures imply; the rest by the channels' priors. */
function sharesOf(
  keys: readonly string[],
  channels: readonly Channel[],
  measures: readonly Measure[],
): number[] {
  const known = new Map<string, number>()
  const counts = measures.filter((m) => m.origin === 'cases' && unfiltered(m) && m.typicalCity)
  const wholes = new Map(
    counts.filter((m) => m.caseSources.length === 0).map((m) => [m.caseCount, m.typicalCity ?? 1]),
  )
  for (const m of [...counts].sort((a, b) => a.caseSources.length - b.caseSources.length)) {
    const whole = wholes.get(m.caseCount)
    if (m.caseSources.length === 0 || whole === undefined) continue
    if (!['reported', 'accepted', 'dueClosing', 'closings'].includes(m.caseCount ?? '')) continue
    const fresh = m.caseSources.filter((key) => !known.has(key) && keys.includes(key))
    const told = m.caseSources.reduce((sum, key) => sum + (known.get(key) ?? 0), 0)
    const [only] = fresh
    if (only !== undefined && fresh.length === 1)
      known.set(only, Math.max(0, (m.typicalCity ?? 0) / whole - told))
  }
  const rest = Math.max(0, 1 - [...known.values()].reduce((sum, x) => sum + x, 0))
  const prior = keys.map((key, i) => (known.has(key) ? 0 : (channels[i]?.prior ?? 1)))
  const priors = prior.reduce((sum, x) => sum + x, 0)
  const shares = keys.map((key, i) => known.get(key) ?? ((prior[i] ?? 0) / priors) * rest)
  const sum = shares.reduce((a, b) => a + b, 0)
  return shares.map((share) => share / sum)
}

/** Types within sources so that both the sources' shares and the types' weights hold (RAS). */
function balanced(
  types: readonly EventType[],
  channels: readonly Channel[],
  shares: readonly number[],
): number[][] {
  const rows = channels.map((channel) =>
    types.map((t) => {
      const themes = t.themes.map((theme) => channel.leaning[theme] ?? 0)
      const leaning = Math.max(channel.leaning[t.category] ?? 0, ...themes)
      return (leaning > 0 ? leaning : channel.otherwise) * t.weight
    }),
  )
  const weights = types.reduce((sum, t) => sum + t.weight, 0)
  for (let round = 0; round < 30; round += 1) {
    for (let j = 0; j < types.length; j += 1) {
      let sum = 0
      for (let i = 0; i < rows.length; i += 1) sum += (rows[i]?.[j] ?? 0) * (shares[i] ?? 0)
      const scale = sum > 0 ? (types[j]?.weight ?? 0) / weights / sum : 0
      for (const row of rows) row[j] = (row[j] ?? 0) * scale
    }
    for (const row of rows) {
      const sum = row.reduce((a, b) => a + b, 0)
      for (let j = 0; j < row.length; j += 1) row[j] = sum > 0 ? (row[j] ?? 0) / sum : 0
    }
  }
  return rows
}
