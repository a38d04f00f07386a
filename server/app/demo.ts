import { systemAsker } from '../../shared/access/asker.ts'
import type { SourceFact } from '../../shared/events/source-fact.ts'
import { makeSimulator, type BackfillStep } from '../../seed/simulator/simulator.ts'
import type { Clock } from '../log/entry.ts'
import type { Config } from './config.ts'
import { demoWarnings } from './demo-warnings.ts'
import type { FromWriter } from './messages.ts'
import type { Writer } from './open-writer.ts'

/** The demo's driver (演示驱动): `step` does a little and says after how many ms to call again. */
export interface Demo {
  step(): number
}

/** How far the demo's data have come, kept beside them. */
interface Progress {
  /** When the history was planned; the same plan is gone on with after a restart. */
  plannedAt: number
  /** Steps of the plan that are whole. */
  steps: number
  /** Live facts are in up to here; null until the first screen has what it needs. */
  through: number | null
}

const liveMs = 1_000
/** After each batch of history the machine rests for this share of the time it took. */
const rest = 1.2
/** How far back a warning may begin that is still out. */
const warnedBeforeMs = 3 * 86_400_000
/** A gap after a restart is filled in stretches, so that past positions stay apart. */
const stretchMs = 900_000

/** Feeds the simulator's facts through ingest like any department's; history first what screens need. */
export function makeDemo(
  writer: Writer,
  { simSeed, simScale, simHistory, cityPack }: Config,
  clock: Clock,
  lapse: (instant: number) => number,
  say: (message: FromWriter) => void,
): Demo {
  const { pack, ingest, database } = writer
  const simulator = makeSimulator(pack, { seed: simSeed, scale: simScale })
  const asker = systemAsker(pack.cityRegion)
  const warn = demoWarnings(writer, cityPack, asker)
  const progress = read() ?? { plannedAt: clock.now(), steps: 0, through: null }
  write()
  const plan = simulator
    .plan(progress.plannedAt)
    .filter(({ kind }) => simHistory || kind === 'first')
  const total = plan.reduce((sum, step) => sum + step.weight, 0)
  const firstSteps = plan.filter((step) => step.kind === 'first').length
  const tellShare = (): void => {
    const done = plan.slice(0, progress.steps).reduce((sum, s) => sum + s.weight, 0)
    say({ kind: 'backfill', share: progress.steps === plan.length ? null : done / total })
  }
  tellShare()
  let current: { step: BackfillStep; facts: Generator<SourceFact[]>; known: number } | null = null

  function read(): Progress | null {
    const value = database.sqlite
      .prepare<[], string>("SELECT value FROM meta WHERE key = 'demo'")
      .pluck()
      .get()
    return value === undefined ? null : (JSON.parse(value) as Progress)
  }
  function write(): void {
    database.sqlite
      .prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('demo', ?)")
      .run(JSON.stringify(progress))
  }
  const failed = (error: unknown): void => say({ kind: 'failed', message: String(error) })
  function take(facts: readonly SourceFact[]): void {
    // What ingest refuses is kept as a dead letter, like any source's.
    if (facts.length > 0) ingest.takeNow(asker, facts, clock.now())
  }

  /** One batch of the plan; false when the plan is whole. */
  function history(): boolean {
    const step = plan[progress.steps]
    if (!step) return false
    current ??= { step, facts: step.generate(), known: 0 }
    const next = current.facts.next()
    if (next.done) {
      progress.steps += 1
      current = null
      if (progress.steps === firstSteps) progress.through = progress.plannedAt
      write()
      tellShare()
      return true
    }
    take(next.value)
    for (const fact of next.value) {
      const published = Number(fact.publishedAt ?? fact.occurredAt)
      if (published > current.known) current.known = published
    }
    // Time is recorded only as far as the facts have come: nothing knows the future.
    lapse(Math.min(current.known, clock.now()))
    return true
  }

  /** What was published since the last time, in stretches; true while it is still behind. */
  function live(): boolean {
    if (progress.through === null) return true
    const now = clock.now()
    const to = Math.min(now, progress.through + stretchMs)
    take(simulator.factsPublished(progress.through, to))
    // What was out when the city began is told with the first words.
    const since = progress.through === progress.plannedAt ? warnedBeforeMs : 0
    warn(simulator.warningsPublished(progress.through - since, to), now).catch(failed)
    lapse(to)
    progress.through = to
    write()
    return to < now
  }

  let lastLive = 0
  return {
    step: () => {
      const started = clock.now()
      if (progress.through === null) {
        history()
        return 0
      }
      if (started - lastLive >= liveMs) {
        if (live()) return 0
        lastLive = started
      }
      const busy = history()
      if (!busy) return liveMs
      return Math.round((clock.now() - started) * rest)
    },
  }
}
