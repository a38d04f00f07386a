import type { Measure, Region } from '../../../shared/city/pack.ts'
import { minuteMs } from '../../../shared/time/civil.ts'
import type { City } from '../case-book.ts'
import type { Spell } from '../weather.ts'

/** Minutes from an orange or red alert to the response. */
const responseMinutes = (spell: Spell): number => 14 + (spell.key % 22)
const respondedAt = (spell: Spell): number => spell.from + responseMinutes(spell) * minuteMs

type Figure = (city: City, region: Region, from: number, at: number) => number

const alerts =
  (of: (spell: Spell) => boolean): Figure =>
  (city, region, _from, at) =>
    reaching(city, region, city.weather.at(at)).filter(of).length

const responses =
  (of: (spell: Spell) => boolean): Figure =>
  (city, region, _from, at) =>
    reaching(city, region, city.weather.at(at)).filter((s) => of(s) && respondedAt(s) <= at).length

const activations =
  (worth: (spell: Spell) => number): Figure =>
  (city, region, from, at) =>
    reaching(city, region, city.weather.on(city.world.zone.dayOf(from)))
      .filter((s) => s.colour >= 2 && respondedAt(s) >= from && respondedAt(s) < Math.min(at, s.to))
      .reduce((sum, s) => sum + worth(s), 0)

const counted =
  (level: 'community' | 'grid'): Figure =>
  ({ world }, region) =>
    region.level === level ? 1 : world.tree.descendantsOf(region.id, level).length

/** Measures that the simulated city knows of itself, by the catalogue's ids: not drawn but counted. */
const figures: Readonly<Record<string, Figure>> = {
  'feeds.expected': ({ world }) => world.pack.feeds.length,
  'feeds.online': ({ world, outages }, _region, _from, at) =>
    world.pack.feeds.length - outages.silentAt(at),
  'alerts.active': alerts(() => true),
  'alerts.active_blue': alerts((s) => s.colour === 0),
  'alerts.active_yellow': alerts((s) => s.colour === 1),
  'alerts.active_orange': alerts((s) => s.colour === 2),
  'alerts.active_red': alerts((s) => s.colour === 3),
  'emergency.active_responses': responses((s) => s.colour >= 2),
  'emergency.active_responses_12': responses((s) => s.colour === 3),
  'emergency.activations': activations(() => 1),
  'emergency.activation_minutes': activations(responseMinutes),
  'region.communities': counted('community'),
  'grid.grids': counted('grid'),
}

/** Levels whose absence makes a count of the tree meaningless. */
const needs: Readonly<Record<string, string>> = {
  'region.communities': 'community',
  'grid.grids': 'grid',
}

/** The city knows these itself; undefined where the measure has to be drawn. */
export function ownFigure(city: City, measure: Measure): Figure | undefined {
  const level = needs[measure.id]
  if (level !== undefined && !city.world.pack.levels.some((l) => l.id === level)) return undefined
  return figures[measure.id]
}

/** Instants of a day at which an alert or a response began or ended. */
export function weatherChanges(city: City, day: number): number[] {
  return city.weather
    .on(day)
    .flatMap((s) => (s.colour >= 2 ? [s.from, respondedAt(s), s.to] : [s.from, s.to]))
}

function reaching({ world, weather }: City, region: Region, spells: readonly Spell[]): Spell[] {
  if (region.id === world.tree.root.id) return [...spells]
  const district = world.tree.ancestorsOf(region.id).at(-2) ?? region.id
  return spells.filter((s) => weather.reached(s, district))
}
