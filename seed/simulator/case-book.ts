import type { SourceFact } from '../../shared/events/source-fact.ts'
import { DayPlanner } from './day-plan.ts'
import { Departments } from './departments.ts'
import { Incidents } from './incidents.ts'
import { lifeOf, type LifeParts } from './life.ts'
import { Outages } from './outages.ts'
import { Places } from './places.ts'
import { Publisher } from './publisher.ts'
import { Repeats } from './repeats.ts'
import { Volume } from './volume.ts'
import { Weather } from './weather.ts'
import type { World } from './world.ts'

/** One case with its whole life, the future included; facts sorted by publication. */
export interface SimulatedCase {
  number: string
  source: string
  facts: SourceFact[]
}

/** The parts of the simulated city that cases and reports share. */
export interface City {
  world: World
  weather: Weather
  outages: Outages
  places: Places
  volume: Volume
  casesReportedOn(day: number): SimulatedCase[]
}

/** Builds the city's parts once; nothing is drawn before it is asked for. */
export function makeCity(world: World): City {
  const weather = new Weather(world)
  const outages = new Outages(world)
  const places = new Places(world)
  const volume = new Volume(world, weather)
  const repeats = new Repeats(world, volume, places)
  const incidents = new Incidents(world, volume)
  const planner = new DayPlanner(world, { volume, places, repeats, incidents })
  const parts: LifeParts = {
    world,
    weather,
    places,
    volume,
    departments: new Departments(world),
    publisher: new Publisher(world, outages),
  }
  return {
    world,
    weather,
    outages,
    places,
    volume,
    casesReportedOn: (day) =>
      planner.plan(day).map((plan) => ({
        number: plan.number,
        source: plan.source.key,
        facts: lifeOf(plan, parts),
      })),
  }
}
