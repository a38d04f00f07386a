import { nextStep, type AlertStep } from '../../shared/alerts/hysteresis.ts'
import type { Indicator, LevelId, RegionId } from '../../shared/city/pack.ts'
import { assess, existsAt, type Assessed } from '../../shared/indicators/evaluate.ts'
import { ruleFor } from '../../shared/indicators/status.ts'
import type { Entry, Verdict } from '../log/entry.ts'
import { alertStates, type AlertRecord } from '../queries/alert-states.ts'
import type { CityView, Standing } from '../queries/city-view.ts'
import { movedFeeds, type Moved } from '../queries/moved-feeds.ts'
import { alertEntry } from './alert-facts.ts'
import { calmPeriodsOf, isBest, isGrowing, judgedWindow } from './evidence.ts'

/**
 * Where alerts are raised: city and districts. Below, the figures are small and every town's bad day
 * would ring; its district answers for it. Our default, 2026-11-23.
 */
export const judgedLevels: readonly LevelId[] = ['city', 'district']

/** Facts of cases come every second; what is counted from them is judged this often, in ms. */
export const roundMs = 60_000

/** Turns status into alert facts, a little at a time. */
export interface Judge {
  /**
   * Judges what waits until `over()` says that the slice has lasted long enough, appends what follows
   * and resolves with true while more waits. Raises what the log raises; nothing is lost by that.
   */
  step(over: () => boolean): Promise<boolean>
}

interface Place {
  indicator: Indicator
  region: RegionId
}

interface Found {
  place: Place
  entry: Entry
}

/** A judge over a view of the city; `append` is the way into the log. */
export function makeJudge(
  view: CityView,
  append: (entries: readonly Entry[]) => Promise<Verdict[]>,
): Judge {
  const states = alertStates(view.database)
  const moved = movedFeeds(view.database)
  const normalSince = new Map<string, number>()
  let waiting: Place[] = []
  let again: Place[] = []
  let seen: { position: number; day: number; at: number; pack: string } | null = null

  /** Puts what may have changed since the last round in line. */
  const beginRound = (standing: Standing): void => {
    const { position, now, zone, catalog } = standing
    const day = zone.dayOf(now)
    const last = seen
    seen = { position, day, at: now, pack: catalog.pack.hash }
    const whole = last === null || last.day !== day || last.pack !== catalog.pack.hash
    const news = whole ? null : moved.between(last.position, position)
    waiting = [...again, ...placesOf(standing, news === null || news.rules ? null : news)]
    again = []
  }

  const judgeOne = (place: Place, standing: Standing): Entry | null => {
    const { indicator, region } = place
    const window = judgedWindow(indicator, standing)
    const assessed = assess({ indicator, region, window }, standing)
    const open = states.openOf(indicator.id, region)
    const key = `${indicator.id}:${region}`
    const step = stepFor(place, assessed, open, calmFor(key, assessed, standing), standing)
    if (step.kind === 'none') return null
    const version = states.version(indicator.id, region)
    const about = { indicator, region, alert: open?.alert ?? null, version }
    return alertEntry(about, step, assessed, standing.now)
  }

  /** Appends what was found; a place whose alert moved on meanwhile is judged again next time. */
  const record = async (found: readonly Found[]): Promise<void> => {
    try {
      const verdicts = await append(found.map(({ entry }) => entry))
      found.forEach(({ place }, i) => {
        if (verdicts[i]?.verdict === 'conflict') again.push(place)
      })
      view.follow()
    } catch (error) {
      again.push(...found.map(({ place }) => place))
      throw error
    }
  }

  /** How long a place has been normal without a break; kept in memory, so a restart starts anew. */
  const calmFor = (key: string, { judgement, value }: Assessed, { now }: Standing): number => {
    if (value.stale || judgement?.status !== 'normal') {
      normalSince.delete(key)
      return 0
    }
    const since = normalSince.get(key) ?? now
    normalSince.set(key, since)
    return now - since
  }

  return {
    step: async (over) => {
      const standing = view.standing()
      const due = seen === null || standing.now - seen.at >= roundMs
      if (waiting.length === 0 && due && standing.position > 0) beginRound(standing)
      const found: Found[] = []
      do {
        const place = waiting.pop()
        if (place === undefined) break
        const entry = judgeOne(place, standing)
        if (entry !== null) found.push({ place, entry })
      } while (!over())
      if (found.length > 0) await record(found)
      return waiting.length > 0
    },
  }
}

function stepFor(
  { indicator, region }: Place,
  { value, judgement }: Assessed,
  open: AlertRecord | null,
  calmForMs: number,
  standing: Standing,
): AlertStep {
  return nextStep(open?.level ?? null, {
    judgement,
    stale: value.stale,
    best: judgement !== null && isBest(indicator, value, judgement),
    growing: isGrowing(indicator, value, standing),
    calmForMs: standing.catalog.isLive(indicator) ? calmForMs : null,
    calmPeriods: () =>
      open === null ? 0 : calmPeriodsOf(indicator, region, open.windowTo, standing),
  })
}

/** The indicators and regions to judge; `news` null = all. An alias rings with its original. */
function placesOf(standing: Standing, news: Moved | null): Place[] {
  const { catalog, regions, now } = standing
  const places: Place[] = []
  const judged = regions.all.filter((r) => judgedLevels.includes(r.level))
  // Taken from the end: composites come when their components have been read.
  const composite = (i: Indicator): number => (i.formula === 'composite' ? 0 : 1)
  const indicators = [...catalog.pack.indicators].sort((a, b) => composite(a) - composite(b))
  for (const indicator of indicators) {
    if (isEcho(indicator, standing) || (news !== null && !isTouched(indicator, news, standing)))
      continue
    const rule = ruleFor(indicator, { to: now }, standing)
    if (rule.kind === 'none' && news !== null) continue
    for (const { id, level } of judged) {
      if (existsAt(indicator, level)) places.push({ indicator, region: id })
    }
  }
  return places
}

/** Whether an indicator only repeats another one under the same lines. */
function isEcho(indicator: Indicator, { catalog, now, settings }: Standing): boolean {
  if (indicator.alias === null) return false
  const original = catalog.indicator(indicator.alias)
  const ctx = { settings }
  const [own, its] = [indicator, original].map((i) => ruleFor(i, { to: now }, ctx))
  return own?.kind === its?.kind && own?.yellow === its?.yellow && own?.red === its?.red
}

function isTouched(indicator: Indicator, news: Moved, { catalog }: Standing): boolean {
  if (news.feeds === null || indicator.formula === 'composite') return true
  const { yellowMeasures, redMeasures } = indicator.threshold
  const measures = [
    ...catalog.measuresOf(indicator),
    ...[...yellowMeasures, ...redMeasures].map((id) => catalog.measure(id)),
  ]
  return measures.some(
    (measure) =>
      (measure.origin === 'cases' && news.cases) ||
      measure.origin === 'coverage' ||
      catalog.feedsOf(measure).some((feed) => news.feeds?.has(feed.id)),
  )
}
