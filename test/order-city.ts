import { demoPerson, systemAsker, type Asker } from '../shared/access/asker.ts'
import type { Attachment } from '../shared/cases/attachment.ts'
import { fold } from '../shared/cases/fold.ts'
import type { CaseCommand } from '../shared/cases/orders.ts'
import type { CaseState } from '../shared/cases/state.ts'
import { hourMs, minuteMs } from '../shared/time/civil.ts'
import { wire } from '../server/app/open-writer.ts'
import { makeOrders } from '../server/commands/orders.ts'
import { openDatabase } from '../server/db/open.ts'
import { redact } from '../server/ingest/dead-letter.ts'
import { mask } from '../server/ingest/mask.ts'
import { annotationBook } from '../server/queries/analysis/annotation-book.ts'
import { keptBook } from '../server/queries/reports/kept-book.ts'
import { wallBook } from '../server/queries/wall/wall-book.ts'
import { alertStates } from '../server/queries/alert-states.ts'
import { caseFacts } from '../server/queries/case-facts.ts'
import { letterBook } from '../server/queries/letter-book.ts'
import { CityView } from '../server/queries/city-view.ts'
import { dueCases } from '../server/queries/due-cases.ts'
import { caseRulesOf } from '../shared/cases/rules-of-pack.ts'
import { recordLapses } from '../server/scheduler/record-lapses.ts'
import { smallPack } from './small-pack.ts'
import { tinyCity } from './tiny-city.ts'

/** Ten o'clock of Thursday 5 November 2026 in the tiny city: working time before and after. */
export const tenOClock = Date.UTC(2026, 10, 5, 2)

/** The tiny city with its ladder of lights. */
export const orderPack = () => tinyCity({ lights: smallPack().lights })

/** One of each post; the handler is the sanitation department's. */
export const people = {
  leader: demoPerson('leader', 1),
  officer: demoPerson('duty-officer', 1),
  handler: demoPerson('department-handler', 1, 'sanitation'),
  water: demoPerson('department-handler', 1, 'water'),
  verifier: demoPerson('verifier', 1),
  analyst: demoPerson('analyst', 1),
} satisfies Record<string, Asker>

export interface Reported {
  type?: string
  region?: string
  point?: [number, number]
  source?: string
  title?: string
  at?: number
}

/** A city whose cases people order, with a clock that the test moves; `attachment` is what was uploaded. */
export function orderCity(
  pack = orderPack(),
  attachment: (hash: string) => Attachment | null = () => null,
) {
  const clock = { time: tenOClock, now: () => clock.time }
  const database = openDatabase(':memory:')
  const writer = wire(pack, database, clock, attachment)
  const view = new CityView(database, pack, clock)
  const cases = caseFacts(database)
  const rules = caseRulesOf(pack)
  const orders = makeOrders({
    log: writer.log,
    ...{ pack, tree: writer.tree, zone: writer.zone, cases, rules },
    alerts: alertStates(database),
    mask: (text) => mask(text, {}),
    redact,
    letters: letterBook(database),
    annotations: annotationBook(database),
    kept: keptBook(database),
    walls: wallBook(database),
    retake: writer.ingest.retakeNow,
    attachment,
  })
  let number = 0
  const caseIdOf = database.sqlite
    .prepare<[string, string], number>(
      'SELECT case_id FROM case_number WHERE source = ? AND number = ?',
    )
    .pluck()
  const city = {
    ...{
      pack,
      clock,
      database,
      view,
      log: writer.log,
      cases,
      rules,
      orders,
      ingest: writer.ingest,
    },
    take(facts: readonly unknown[]) {
      const verdicts = writer.ingest.takeNow(systemAsker(pack.cityRegion), facts, clock.time)
      const refused = verdicts.filter((v) => v.verdict !== 'accepted')
      if (refused.length > 0) throw new Error(JSON.stringify(refused))
      view.follow()
    },
    /** A case told by a source; its id. */
    report({ type = '0102', region = 'R4', point, source = 'hotline', title, at }: Reported = {}) {
      number += 1
      city.take([
        {
          ...{ type: 'case-reported', key: `r${number}`, source, case: `N${number}` },
          ...{ occurredAt: at ?? clock.time, eventType: type, region, point },
          text: { title: title ?? `第${number}件` },
        },
      ])
      return caseIdOf.get(source, `N${number}`) ?? 0
    },
    /** What a source tells of a case of its own. */
    tell(caseId: number, type: string, more: object = {}) {
      number += 1
      const told = cases.of(caseId)
      city.take([
        {
          ...{ type, key: `t${number}`, source: told?.source, case: told?.number },
          ...{ occurredAt: clock.time, ...more },
        },
      ])
    },
    position: (caseId: number) => cases.of(caseId)?.facts.at(-1)?.position ?? 0,
    state(caseId: number): CaseState {
      const state = fold(caseId, cases.of(caseId)?.facts ?? [], rules)
      if (state === null) throw new Error(`no case ${caseId}`)
      return state
    },
    /** An order of a case as it stands, unless `expected` says how it was seen. */
    async order(
      asker: Asker,
      caseId: number,
      command: CaseCommand,
      more: { expected?: number; key?: string } = {},
    ) {
      const expected = more.expected ?? city.position(caseId)
      const answer = await orders(asker, { ...command, caseId, ...more, expected }, clock.time)
      view.follow()
      return answer
    },
    pass(ms: number) {
      clock.time += ms
      recordLapses(writer.log, dueCases(database), rules, clock.time)
      view.follow()
    },
    /** Brings a new case to a stage by orders, a minute apart. */
    async caseAt(stage: 'reported' | keyof typeof way, reported: Reported = {}) {
      const caseId = city.report(reported)
      if (stage === 'reported') return caseId
      for (const [reached, [who, command]] of Object.entries(way)) {
        city.pass(minuteMs)
        await city.order(people[who], caseId, command)
        if (reached === stage) break
      }
      return caseId
    },
    close: () => database.close(),
  }
  return city
}

/** The usual way of a case, order by order. */
const way = {
  accepted: ['officer', { verb: 'case-accept' }],
  registered: ['officer', { verb: 'case-register' }],
  dispatched: ['officer', { verb: 'case-dispatch', department: 'sanitation' }],
  signed: ['handler', { verb: 'case-sign' }],
  handling: ['handler', { verb: 'case-start' }],
  resolved: ['handler', { verb: 'case-resolve', note: '已清运' }],
  verified: ['verifier', { verb: 'case-verify' }],
  closed: ['verifier', { verb: 'case-close' }],
  rated: ['officer', { verb: 'case-rate', rating: 'satisfied' }],
} satisfies Record<string, [keyof typeof people, CaseCommand]>

export const aDay = 24 * hourMs
