import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Asker, Role } from '../shared/access/asker.ts'
import { administratorRoles, roles } from '../shared/access/asker.ts'
import type { CityPack, RegionId } from '../shared/city/pack.ts'
import type { Services } from '../server/api/services.ts'
import { auditBook } from '../server/audit/book.ts'
import { openAttachments } from '../server/attachments/attachment-store.ts'
import type { Order } from '../server/commands/orders.ts'
import { makeLiveFeed } from '../server/live/live-feed.ts'
import { ExportQueue } from '../server/exports/export-queue.ts'
import { Uploads } from '../server/ingest/work-orders/uploads.ts'
import { cityReference } from '../server/queries/city-facts.ts'
import { healthOf } from '../server/queries/health.ts'
import { runJob } from '../server/statistics/run-job.ts'
import { anAsker, cityLeader } from './builders/askers.ts'
import { nantongPack, noon } from './demo-city.ts'
import { orderCity } from './order-city.ts'
import { aPng } from './some-files.ts'

/** Where something lies, seen by somebody of 崇川区 (辖区): in it, in another district, or the city's. */
export const places = ['own', 'sibling', 'parent'] as const
export type Place = (typeof places)[number]

/** One of each thing that is asked for by its id, in one place. */
export interface Things {
  region: RegionId
  code: string
  caseId: number
  hash: string
  alert: number
  annotation: string
  saved: string
  report: string
}

/** Anything that may be called, and says nothing: what only administrators reach. */
export const anything: unknown = new Proxy(() => anything, {
  get: (_, key) => {
    if (key === Symbol.toPrimitive) return () => ''
    return key === 'then' || key === 'toJSON' ? undefined : anything
  },
  apply: () => anything,
})

const over = (own: Record<string, unknown>): unknown =>
  new Proxy({}, { get: (_, key) => own[String(key)] ?? anything })
/** Accounts of a city in which no wall was paired. */
const withoutWalls = over({ administration: over({ devices: () => [] }) })

let ungridded: CityPack | null = null
const withoutGrids = (): CityPack => {
  const pack = nantongPack()
  const regions = pack.regions.filter(({ level }) => level !== 'grid')
  return (ungridded ??= { ...pack, hash: 'access', regions })
}

/** 南通 with one of each thing in 崇川区, in 启东市, and of the city as a whole; and who asks of it. */
export async function accessCity() {
  const pack = withoutGrids()
  const files = mkdtempSync(join(tmpdir(), 'access-'))
  const attachments = openAttachments(files, (name) => name)
  const city = orderCity(pack, attachments.find)
  const { tree } = city.view.epoch
  const own = tree.byCode('320613')?.id ?? 0
  const sibling = tree.byCode('320681')?.id ?? 0
  const department = pack.eventTypes.find(({ code }) => code === '0102')?.lead ?? ''
  const officer = anAsker('duty-officer')
  const analyst = anAsker('analyst')
  const order = (asker: Asker, given: Order) => city.orders(asker, given, city.clock.time)
  const indicator = pack.indicators.find(({ sensitive }) => !sensitive)?.id ?? ''

  async function things(place: Place): Promise<Things> {
    const region = { own, sibling, parent: tree.root.id }[place]
    const caseId = city.report({
      ...(place === 'parent' ? { region: undefined } : { region: tree.get(region).code }),
      ...{ type: '0102', title: `${place}的案件` },
    })
    const step = (given: object) =>
      order(officer, { caseId, expected: city.position(caseId), ...given } as unknown as Order)
    await step({ verb: 'case-accept' })
    await step({ verb: 'case-register' })
    await step({ verb: 'case-dispatch', department })
    const kept = await attachments.keep(aPng({ grey: places.indexOf(place) }), `${place}.png`)
    const handler = anAsker('department-handler', { departments: [department] })
    await order(handler, { verb: 'case-sign', caseId, expected: city.position(caseId) })
    await order(handler, {
      ...{ verb: 'case-resolve', caseId, expected: city.position(caseId) },
      attachments: [kept.hash],
    })
    city.view.follow()
    const question = aQuestion(indicator, region)
    const { id: saved = '' } = await order(analyst, {
      verb: 'save-question',
      draft: { name: place, question, visibility: 'scope', key: `saved-${place}` },
    })
    const { id: report = '' } = await order(analyst, {
      verb: 'save-report',
      draft: { ...aReport(indicator, region), key: `report-${place}` },
    })
    await order(analyst, { verb: 'add-annotation', draft: aNote(region, `note-${place}`) })
    const [verdict] = await city.log.append([anAlert(indicator, region, city.clock.time)])
    city.view.follow()
    return {
      ...{ region, code: tree.get(region).code, caseId, hash: kept.hash, saved, report },
      alert: verdict?.position ?? 0,
      annotation:
        city.database.sqlite
          .prepare<[], string>('SELECT id FROM annotation ORDER BY position DESC LIMIT 1')
          .pluck()
          .get() ?? '',
    }
  }
  // A fact that cannot be taken is the city's one dead letter.
  city.ingest.takeNow(anAsker('integrator'), [{ type: 'case-reported', key: 'k1' }], noon)
  const at: Record<Place, Things> = {
    own: await things('own'),
    sibling: await things('sibling'),
    parent: await things('parent'),
  }
  const local = (role: Role): Asker =>
    anAsker(role, {
      regions: administratorRoles.some((one) => one === role) ? [1] : [own],
      departments: role === 'department-handler' ? [department] : [],
    })
  const askers: Record<string, Asker | null> = {
    nobody: null,
    ...Object.fromEntries(
      roles
        .filter((role) => role !== 'system')
        .map((role) => [role, role === 'integrator' ? anAsker(role) : local(role)]),
    ),
    'city:leader': cityLeader(),
    'city:duty-officer': officer,
  }
  const timers = { after: () => ({ cancel: () => {} }) }
  const services = {
    view: city.view,
    reference: cityReference(city.view, 'seed/nantong', true),
    feed: makeLiveFeed(city.view, timers, { backfill: () => null, build: null }),
    attachments,
    order,
    take: () => Promise.resolve([]),
    statistics: (job: Parameters<typeof runJob>[0]) => Promise.resolve(runJob(job)),
    health: () => healthOf(city.view, true, null),
    askerOf: () => null,
    audit: { desk: anything, book: auditBook(city.database.sqlite), verify: async () => anything },
    ...{ accounts: withoutWalls, backups: anything },
    walls: over({ useCode: () => true, scope: () => null, mayShow: () => true }),
  } as unknown as Services
  const exports = new ExportQueue({
    ...{ folder: join(files, 'exports'), now: () => city.clock.time, timers },
    startMaker: () => ({ make: async () => {}, cancel: () => {}, stop: () => {} }),
  })
  const uploads = new Uploads(join(files, 'uploads'), () => city.clock.time, timers)
  return {
    ...{ exports, uploads },
    ...{ city, pack, tree, at, askers, services, department, indicator, order, files },
    close() {
      city.close()
      rmSync(files, { recursive: true, force: true })
    },
  }
}

export type AccessCity = Awaited<ReturnType<typeof accessCity>>

export const aQuestion = (indicator: string, region: RegionId) => ({
  ...{ indicators: [indicator], regions: [region], from: '2026-11-01', to: '2026-11-05' },
  ...{ grain: 'day' as const, compare: 'none' as const, view: 'trend' as const, methods: [] },
})

export const aReport = (indicator: string, region: RegionId) => ({
  ...{ name: '日报', template: 'free' as const, paper: 'A4' as const, schedule: 'none' as const },
  blocks: [
    {
      ...{ kind: 'table' as const, caption: '', follow: false },
      question: aQuestion(indicator, region),
    },
  ],
})

export const aNote = (region: RegionId, key: string) => ({
  ...{ kind: 'other' as const, from: '2026-11-03', to: null, title: '停电', note: '', key },
  scope: { regions: [region], indicators: [], themes: [] },
})

const anAlert = (indicator: string, region: RegionId, now: number) => ({
  stream: { kind: 'alert' as const, indicator, region },
  events: [
    {
      ...{ type: 'alert-raised' as const, source: 'thresholds', key: `alert-${region}` },
      ...{ occurredAt: now, publishedAt: now },
      body: {
        ...{ indicator, region, level: 'red' as const, value: 1, owner: '', judgedAt: 0 },
        rule: {
          ...{ kind: 'absolute' as const, unit: 'value' as const, side: 'low' as const },
          ...{ inclusive: false, line: 2, tested: 1, base: null },
        },
        window: { from: now - 86_400_000, to: now, label: '今日' },
        definitionVersion: 1,
      },
    },
  ],
})
