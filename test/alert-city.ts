import { systemAsker } from '../shared/access/asker.ts'
import type { CityPack, Indicator, ThresholdRule } from '../shared/city/pack.ts'
import type { NewFactOf } from '../shared/events/index.ts'
import { dayMs, hourMs, minuteMs } from '../shared/time/civil.ts'
import { wire } from '../server/app/open-writer.ts'
import { makeOrders } from '../server/commands/orders.ts'
import { openDatabase } from '../server/db/open.ts'
import { redact } from '../server/ingest/dead-letter.ts'
import { mask } from '../server/ingest/mask.ts'
import type { Entry } from '../server/log/entry.ts'
import { alertList } from '../server/queries/alert-list.ts'
import { annotationBook } from '../server/queries/analysis/annotation-book.ts'
import { keptBook } from '../server/queries/reports/kept-book.ts'
import { wallBook } from '../server/queries/wall/wall-book.ts'
import { alertStates } from '../server/queries/alert-states.ts'
import { caseFacts } from '../server/queries/case-facts.ts'
import { caseRulesOf } from '../shared/cases/rules-of-pack.ts'
import { letterBook } from '../server/queries/letter-book.ts'
import { CityView } from '../server/queries/city-view.ts'
import { makeJudge } from '../server/scheduler/judge-indicators.ts'
import { tinyCity } from './tiny-city.ts'

/** Midnight of Thursday 5 November 2026 in the tiny city. */
export const midnight = Date.UTC(2026, 10, 4, 16)

export function aThreshold(given: Partial<ThresholdRule> = {}): ThresholdRule {
  return {
    ...{ kind: 'absolute', yellow: 95, red: 85, unit: 'value', base: null, alarmSide: 'low' },
    ...{ inclusive: false, yellowMeasures: [], redMeasures: [], source: '' },
    ...given,
  }
}

/** A rate of points done, in per cent, by the day, unless said otherwise. */
export function anIndicator(given: Partial<Indicator> = {}): Indicator {
  return {
    ...{ id: 'points.rate', theme: 'city', order: 1, name: '点位完成率', formula: 'ratio' },
    ...{ numerator: ['points.done'], denominator: ['points.due'], scale: 100, base: null },
    ...{ alias: null, unit: '%', decimals: 1, direction: 'up', period: 'day' },
    ...{ accumulate: 'none', finestLevel: 'community', sensitive: false, department: 'water' },
    ...{ definition: '', definitionVersion: 1, source: '' },
    threshold: aThreshold(),
    ...given,
  }
}

/** Calls answered, in real time: yellow below 90 %, red below 80 %. */
export const callsRate = anIndicator({
  ...{ id: 'calls.rate', order: 2, name: '接通率' },
  ...{ numerator: ['calls.answered'], denominator: ['calls.in'] },
  threshold: aThreshold({ yellow: 90, red: 80 }),
})

export const alertPack = (indicators: readonly Indicator[], more: Partial<CityPack> = {}) =>
  tinyCity({
    indicators,
    themes: [
      {
        ...{ id: 'city', name: '城市', shortName: '城市', field: '城市运行', order: 0 },
        ...{ lead: 'water', defaultIndicator: indicators[0]?.id ?? '', pointLayers: [] },
      },
    ],
    ...more,
  })

/** A city whose status is judged, with a clock that the test moves. */
export function alertCity(pack = alertPack([anIndicator(), callsRate])) {
  const clock = { time: midnight + 10 * hourMs, now: () => clock.time }
  const database = openDatabase(':memory:')
  const writer = wire(pack, database, clock)
  const view = new CityView(database, pack, clock)
  const append = (entries: readonly Entry[]) => writer.log.append(entries)
  let judge = makeJudge(view, append)
  let number = 0
  const take = (facts: readonly unknown[]) => {
    const verdicts = writer.ingest.takeNow(systemAsker(pack.cityRegion), facts, clock.time)
    const refused = verdicts.filter((v) => v.verdict === 'rejected')
    if (refused.length > 0) throw new Error(JSON.stringify(refused))
    view.follow()
  }
  const told = (feed: string, body: object) => {
    number += 1
    const at = clock.time
    return { key: `t${number}`, source: feed, feed, occurredAt: at, publishedAt: at, ...body }
  }
  const city = {
    ...{ pack, clock, database, view, log: writer.log, take },
    orders: makeOrders({
      log: writer.log,
      ...{ pack, tree: writer.tree, zone: writer.zone },
      alerts: alertStates(database),
      cases: caseFacts(database),
      rules: caseRulesOf(pack),
      mask: (text) => mask(text, {}),
      attachment: () => null,
      redact,
      letters: letterBook(database),
      annotations: annotationBook(database),
      kept: keptBook(database),
      walls: wallBook(database),
      retake: writer.ingest.retakeNow,
    }),
    /** A feed reports one day's values of the two districts (R2 and R3) and covers up to `until`. */
    report(feed: string, day: number, until: number, values: Record<string, number[]>) {
      const from = midnight + day * dayMs
      const regions = ['R2', 'R3']
      take([
        told(feed, {
          type: 'observations-reported',
          ...{ grain: 'day', from, to: from + dayMs, regions, values },
        }),
        told(feed, { type: 'coverage-reported', from, until }),
      ])
    },
    /** Calls of today so far: `east` of 200 and `west` of 2,000 were answered. */
    calls(east: number, west = 2000) {
      const now = clock.time
      city.report('calls', Math.floor((now - midnight) / dayMs), now, {
        'calls.in': [200, 2000],
        'calls.answered': [east, west],
      })
    },
    pass: (ms: number) => void (clock.time += ms),
    /** Judges all that waits. */
    async judged() {
      clock.time += minuteMs
      while (await judge.step(() => false));
      view.follow()
    },
    restart: () => void (judge = makeJudge(view, append)),
    set(event: NewFactOf) {
      writer.log.appendNow([{ stream: { kind: 'city' }, events: [event] }])
      view.follow()
    },
    rows: (state: 'open' | 'all' = 'open', at?: number, region = 1) =>
      alertList(view, { region, state, at }).rows,
    close: () => database.close(),
  }
  return city
}
