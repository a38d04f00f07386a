import Fastify from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoLeader, demoPerson, type Asker } from '../../shared/access/asker.ts'
import type { AuditListAnswer } from '../../shared/audit/audit-answers.ts'
import { anAudit } from '../../test/an-audit.ts'
import { makeTestCity, noon } from '../../test/demo-city.ts'
import { openChain } from '../audit/chain.ts'
import { auditRoute } from './audit-route.ts'
import { appRouter } from './router.ts'
import type { Services } from './services.ts'

const city = makeTestCity()
const audit = anAudit(city.database)
const auditor = { ...demoPerson('auditor', city.pack.cityRegion), from: '10.0.0.9' }
const leader = { ...demoLeader(city.pack.cityRegion), from: '10.0.0.1' }
let who: Asker | null = auditor
const services = { view: city.view, ...audit, askerOf: () => who } as Partial<Services> as Services
const as = (asker: Asker) => appRouter.createCaller({ services, asker })
const app = Fastify()
const chain = openChain(city.database.sqlite, noon)
const write = (asker: Asker, action: string, detail: string, at = noon) =>
  city.database.sqlite.transaction(() => chain.write(at, { asker, action, detail }))()
const rows = (): { action: string; detail: string; asker: string; address: string }[] =>
  city.database.sqlite
    .prepare('SELECT action, detail, asker, address FROM audit ORDER BY number')
    .all() as never

beforeAll(async () => {
  await app.register(async (scope) => auditRoute(scope, services))
  for (let n = 1; n <= 120; n += 1)
    write(
      n % 3 === 0 ? leader : auditor,
      n % 2 === 0 ? 'export' : 'open-case',
      `case ${n}`,
      noon + n,
    )
})
beforeEach(() => void (who = auditor))
afterAll(async () => {
  await app.close()
  city.close()
})

describe('the auditor’s list', () => {
  it('pages through everything once, newest first', async () => {
    const seen: number[] = []
    let before: number | null = null
    do {
      const page: AuditListAnswer = await as(auditor).audit.list({ filter: {}, before, limit: 50 })
      seen.push(...page.rows.map(({ number }) => number))
      before = page.before
    } while (before !== null)
    expect(seen.slice(0, 3)).toEqual([120, 119, 118])
    expect(new Set(seen).size).toBe(120)
  })

  it('filters by person, action, time and words, together', async () => {
    const list = async (filter: object) =>
      (await as(auditor).audit.list({ filter, limit: 200 })).rows
    expect(await list({ asker: 'demo-leader' })).toHaveLength(40)
    expect(await list({ asker: 'demo-leader', action: 'export' })).toHaveLength(20)
    expect(await list({ from: noon + 10, to: noon + 20 })).toHaveLength(10)
    expect((await list({ text: 'case 77' })).map(({ number }) => number)).toEqual([77])
    expect(await list({ text: '%' })).toEqual([])
    expect(await list({ text: '10.0.0.1' })).toHaveLength(40)
    const { actions, askers } = await as(auditor).audit.list({})
    expect(actions).toEqual(['export', 'open-case'])
    expect(askers).toEqual([
      { id: 'demo-auditor', name: '演示审计员' },
      { id: 'demo-leader', name: '演示领导' },
    ])
  })

  it('is the auditor’s alone', async () => {
    await expect(as(leader).audit.list({})).rejects.toThrow('forbidden')
    await expect(as(leader).audit.verify({})).rejects.toThrow('forbidden')
    await expect(as(auditor).backup.list()).rejects.toThrow('forbidden')
    who = leader
    expect((await app.inject('/api/v1/audit.csv')).statusCode).toBe(403)
  })
})

it('the auditor’s one button says that the chain holds, and leaves a row of its own', async () => {
  expect(await as(auditor).audit.verify({})).toMatchObject({ ok: true, rows: 120 })
  await audit.audit.desk.flush()
  expect(rows().at(-1)).toMatchObject({ action: 'audit-verified', asker: 'demo-auditor' })
  const { head } = await as(auditor).audit.verify({})
  expect(await as(auditor).audit.verify({ receipt: head ?? undefined })).toMatchObject({
    receipt: 'held',
  })
})

it('the export is a spreadsheet that runs nothing, of what the filter lets through, and is audited', async () => {
  write({ ...leader, name: '=cmd|calc' }, 'export', '@SUM(1,2),"quoted"')
  const answer = await app.inject('/api/v1/audit.csv?action=export&asker=demo-leader')
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-disposition']).toContain('attachment')
  expect(answer.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  const lines = answer.body.trimEnd().split('\r\n')
  expect(lines[0]).toContain('序号,时间,人员编号,姓名,角色,来源地址,操作')
  expect(lines).toHaveLength(22)
  expect(lines[1]).toContain(`2026-11-05 12:00:00,demo-leader,'=cmd|calc,领导,10.0.0.1,导出,export`)
  expect(lines[1]).toContain(`"'@SUM(1,2),""quoted"""`)
  await audit.audit.desk.flush()
  expect(rows().at(-1)).toMatchObject({
    action: 'audit-exported',
    asker: 'demo-auditor',
    address: '10.0.0.9',
  })
  expect((await app.inject('/api/v1/audit.csv?from=yesterday')).statusCode).toBe(400)
})

it('whoever opens a case, finds cases or opens none leaves exactly what was seen', async () => {
  const fact = { source: 'hotline', case: 'Z1', occurredAt: noon - 60_000, type: 'case-reported' }
  city.take([
    { ...fact, key: 'z1', region: '320613', eventType: '0102', text: { title: '河道漂浮物' } },
  ])
  await audit.audit.desk.flush()
  const before = rows().length
  const caseId = city.database.sqlite
    .prepare("SELECT case_id FROM case_number WHERE number = 'Z1'")
    .pluck()
    .get() as number
  const duty = { ...demoPerson('duty-officer', city.pack.cityRegion), from: '10.0.0.7' }
  await as(duty).case.parcel({ caseId })
  await as(duty).case.parcel({ caseId })
  await as(duty).search.query({ text: '漂浮物' })
  await as(duty).search.query({ text: '没有这样的事 13912345678' })
  await as(duty).alert.list({ region: city.pack.cityRegion })
  await expect(as(duty).case.parcel({ caseId: 999_999 })).rejects.toThrow('not-found')
  await audit.audit.desk.flush()
  expect(rows().slice(before)).toEqual([
    {
      ...{ action: 'open-case', detail: JSON.stringify({ caseId }) },
      ...{ asker: 'demo-duty-officer', address: '10.0.0.7' },
    },
    {
      ...{ action: 'search-cases', detail: JSON.stringify({ text: '漂浮物', cases: [caseId] }) },
      ...{ asker: 'demo-duty-officer', address: '10.0.0.7' },
    },
  ])
})
