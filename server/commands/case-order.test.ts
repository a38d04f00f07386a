import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoPerson } from '../../shared/access/asker.ts'
import type { CaseCommand } from '../../shared/cases/orders.ts'
import type { CaseStage } from '../../shared/cases/state.ts'
import { hourMs, minuteMs } from '../../shared/time/civil.ts'
import { orderCity, people } from '../../test/order-city.ts'

let city: ReturnType<typeof orderCity>
beforeEach(() => void (city = orderCity()))
afterEach(() => city.close())

const { officer, handler, verifier, leader } = people
const audit = () =>
  city.database.sqlite
    .prepare<[], { action: string }>('SELECT asker, action, detail, position FROM audit')
    .all()
const texts = (type: string) =>
  city.database.sqlite
    .prepare<[string], string>(
      'SELECT description FROM fact_text JOIN log USING (position) WHERE type = ?',
    )
    .pluck()
    .all(type)
const lastFact = (caseId: number) => city.cases.of(caseId)?.facts.at(-1)

describe('a case goes its way by orders', () => {
  it('from 上报 to 评价 over four posts, one fact with its audit at a time', async () => {
    const id = await city.caseAt('rated')
    expect(city.cases.of(id)?.facts.map((f) => f.type)).toEqual([
      ...['case-reported', 'case-accepted', 'case-registered', 'case-dispatched', 'case-signed'],
      ...['case-handling-started', 'case-resolved', 'case-verified', 'case-closed', 'case-rated'],
    ])
    expect(city.state(id)).toMatchObject({ stage: 'rated', rating: 'satisfied' })
    expect(audit().map(({ action }) => action)).toEqual([
      ...['case-accept', 'case-register', 'case-dispatch', 'case-sign', 'case-start'],
      ...['case-resolve', 'case-verify', 'case-close', 'case-rate'],
    ])
    expect(audit()[2]).toMatchObject({ asker: 'demo-duty-officer' })
    expect(texts('case-resolved')).toEqual(['已清运'])
  })

  it('with the deadlines that a source’s facts would have had', async () => {
    const id = await city.caseAt('dispatched')
    const told = city.report()
    for (const type of ['case-accepted', 'case-registered']) city.tell(told, type)
    city.tell(told, 'case-dispatched', { department: 'sanitation' })
    const facts = (of: number) => city.cases.of(of)?.facts ?? []
    const minutes = city.clock.time - (facts(id).at(-1)?.occurredAt ?? 0)
    expect(minutes).toBe(0)
    // What a source leaves to us says so.
    expect({ ...lastFact(id)?.body, byType: '0102' }).toEqual(lastFact(told)?.body)
    expect(lastFact(id)?.body).toMatchObject({ limit: { amount: 4, unit: 'work-hour' } })
    const [, accepted] = facts(id)
    expect(accepted?.body).toEqual({
      registerDeadline: (accepted?.occurredAt ?? 0) + 30 * minuteMs,
    })
  })

  type Step = [CaseStage, keyof typeof people, CaseCommand, Partial<Record<string, unknown>>]
  const until = Date.UTC(2026, 10, 12, 2)
  const steps: Step[] = [
    ['reported', 'officer', { verb: 'case-accept' }, { stage: 'accepted' }],
    [
      'reported',
      'officer',
      { verb: 'case-decline', reason: '不属受理范围' },
      { stage: 'declined' },
    ],
    ['accepted', 'officer', { verb: 'case-register' }, { stage: 'registered' }],
    ['registered', 'officer', { verb: 'case-retype', type: '0110' }, { type: '0110' }],
    [
      'accepted',
      'officer',
      { verb: 'case-relocate', region: 5, point: [120.05, 32] },
      { region: 5, point: [120.05, 32] },
    ],
    ['accepted', 'officer', { verb: 'case-hand-over', to: 'iot' }, { handedTo: 'iot' }],
    [
      'registered',
      'officer',
      { verb: 'case-dispatch', department: 'water' },
      { stage: 'dispatched', department: 'water' },
    ],
    ['dispatched', 'handler', { verb: 'case-sign' }, { stage: 'signed' }],
    ['signed', 'handler', { verb: 'case-return', reason: '非本单位' }, { stage: 'registered' }],
    ['signed', 'handler', { verb: 'case-start' }, { stage: 'handling' }],
    [
      'handling',
      'handler',
      { verb: 'case-ask-extension', until, reason: '等图纸' },
      { stage: 'handling', extensionUntil: until },
    ],
    ['handling', 'officer', { verb: 'case-extend', until }, { disposalDeadline: until }],
    ['handling', 'handler', { verb: 'case-suspend', reason: '待产权单位' }, { stage: 'suspended' }],
    ['handling', 'handler', { verb: 'case-resolve', note: '完成' }, { stage: 'resolved' }],
    ['resolved', 'verifier', { verb: 'case-verify' }, { stage: 'verified' }],
    ['resolved', 'verifier', { verb: 'case-rework', reason: '未清净' }, { stage: 'reworked' }],
    ['verified', 'verifier', { verb: 'case-close' }, { stage: 'closed' }],
    ['accepted', 'officer', { verb: 'case-close', note: '电话答复' }, { stage: 'closed' }],
    ['closed', 'verifier', { verb: 'case-rate', rating: 'dissatisfied' }, { stage: 'rated' }],
    ['handling', 'officer', { verb: 'case-cancel', reason: '误报' }, { stage: 'cancelled' }],
    ['rated', 'officer', { verb: 'case-reopen', reason: '未解决' }, { stage: 'registered' }],
    [
      'signed',
      'leader',
      { verb: 'case-supervise', owner: '城管局值班室', due: until },
      { stage: 'signed', supervisionClosedAt: null },
    ],
  ]
  it.each(steps)('one at %s: %s orders %o', async (stage, who, command, expected) => {
    const id = await city.caseAt(stage as 'accepted')
    city.pass(minuteMs)
    const { position } = await city.order(people[who], id, command)
    expect(city.state(id)).toMatchObject(expected)
    expect(position).toBe(city.position(id))
    expect(audit().at(-1)).toMatchObject({ asker: people[who].id, action: command.verb, position })
  })

  it('suspended, it stands still, and goes on with the time that it had', async () => {
    const id = await city.caseAt('handling')
    const before = city.state(id).disposalDeadline ?? 0
    city.pass(minuteMs)
    await city.order(handler, id, { verb: 'case-suspend', reason: '待管线' })
    city.pass(hourMs)
    await city.order(officer, id, { verb: 'case-resume' })
    expect(city.state(id)).toMatchObject({ stage: 'handling', suspendedAt: null })
    expect(city.rules.clock.workMinutesBetween(before, city.state(id).disposalDeadline ?? 0)).toBe(
      60,
    )
  })

  it('an extension that was asked for is granted as asked, or refused, and asked for once', async () => {
    const until = Date.UTC(2026, 10, 9, 2)
    const ask: CaseCommand = { verb: 'case-ask-extension', until, reason: '等图纸' }
    const granted = await city.caseAt('handling')
    await city.order(handler, granted, ask)
    await expect(city.order(handler, granted, ask)).rejects.toMatchObject({ code: 'conflict' })
    city.pass(30 * hourMs)
    await city.order(officer, granted, { verb: 'case-extend' })
    expect(city.state(granted)).toMatchObject({
      ...{ disposalDeadline: until, extensionAskedAt: null },
      closingDeadline: until + 24 * hourMs,
    })
    city.clock.time -= 30 * hourMs
    const refused = await city.caseAt('handling')
    const { disposalDeadline } = city.state(refused)
    await city.order(handler, refused, ask)
    await city.order(officer, refused, { verb: 'case-refuse-extension', reason: '不符合条件' })
    expect(city.state(refused)).toMatchObject({ disposalDeadline, extensionUntil: null })
    const again = { verb: 'case-refuse-extension', reason: '再次' } as const
    await expect(city.order(officer, refused, again)).rejects.toMatchObject({
      params: { why: 'not-asked' },
    })
  })

  it('once its deadline has passed, nobody extends it', async () => {
    const id = await city.caseAt('handling')
    city.pass(3 * 24 * hourMs)
    const late = { verb: 'case-extend', until: city.clock.time + hourMs } as const
    await expect(city.order(officer, id, late)).rejects.toMatchObject({
      ...{ code: 'conflict', params: { why: 'deadline-passed' } },
    })
  })

  it('merged into a case of another source, it is found there, and never in a circle', async () => {
    const main = city.report({ source: 'city-management' })
    const twin = city.report()
    await city.order(officer, twin, { verb: 'case-merge', into: main })
    expect(city.state(twin)).toMatchObject({
      ...{ stage: 'merged', mergedInto: 'N1', mergedIntoSource: 'city-management' },
    })
    for (const into of [twin, main, 999])
      await expect(city.order(officer, main, { verb: 'case-merge', into })).rejects.toMatchObject({
        code: 'bad-request',
        params: { field: 'into' },
      })
    const [a, b] = [city.report(), city.report()]
    const both = await Promise.allSettled([
      city.order(officer, a, { verb: 'case-merge', into: b }),
      city.order(officer, b, { verb: 'case-merge', into: a }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('a leader’s supervision outlives the closing, and ends by the leader', async () => {
    const id = await city.caseAt('verified')
    const due = city.clock.time + hourMs
    await city.order(leader, id, { verb: 'case-supervise', owner: '城管局', due })
    await city.order(verifier, id, { verb: 'case-close' })
    expect(city.state(id).supervisionClosedAt).toBeNull()
    await city.order(leader, id, { verb: 'case-close-supervision', note: '已到位' })
    expect(city.state(id).supervisionClosedAt).not.toBeNull()
    await expect(
      city.order(leader, id, { verb: 'case-close-supervision', note: '再次' }),
    ).rejects.toMatchObject({ params: { why: 'not-supervised' } })
  })
})

describe('an order that cannot stand', () => {
  const bad: [string, CaseCommand, string][] = [
    ['registered', { verb: 'case-dispatch', department: 'nobody' }, 'department'],
    [
      'registered',
      { verb: 'case-dispatch', department: 'water', disposalDeadline: 1_000_000_000_000 },
      'disposalDeadline',
    ],
    [
      'registered',
      { verb: 'case-dispatch', department: 'water', limit: { amount: 0, unit: 'minute' } },
      'limit',
    ],
    ['registered', { verb: 'case-retype', type: '0000' }, 'type'],
    ['registered', { verb: 'case-retype', type: '0102' }, 'type'],
    ['registered', { verb: 'case-relocate', region: 77, point: null }, 'region'],
    ['registered', { verb: 'case-relocate', region: null, point: null }, 'region'],
    ['registered', { verb: 'case-cancel', reason: '  ' }, 'reason'],
    ['registered', { verb: 'case-hand-over', to: 'hotline' }, 'to'],
    ['registered', { verb: 'case-hand-over', to: 'radio' }, 'to'],
    ['handling', { verb: 'case-extend', until: 1_000_000_000_000 }, 'until'],
    ['handling', { verb: 'case-extend' }, 'until'],
    ['handling', { verb: 'case-extend', until: 3_000_000_000_000 }, 'until'],
  ]
  it.each(bad)('at %s, %o names its field', async (stage, command, field) => {
    const id = await city.caseAt(stage as 'registered')
    await expect(city.order(officer, id, command)).rejects.toMatchObject({
      ...{ code: 'bad-request', params: { field, what: expect.stringMatching(/\p{Script=Han}/u) } },
    })
    expect(city.state(id).stage).toBe(stage)
  })

  it('says at which stage the case is', async () => {
    const id = await city.caseAt('closed')
    await expect(city.order(officer, id, { verb: 'case-accept' })).rejects.toMatchObject({
      ...{ code: 'conflict' },
      params: { why: 'stage', stage: 'closed', what: expect.stringContaining('现为结案') },
    })
  })

  it('in another’s region is one of a case that is not there', async () => {
    const west = { ...officer, regions: [3] }
    const id = city.report({ region: 'R4' })
    for (const one of [id, 12345])
      await expect(city.order(west, one, { verb: 'case-accept' })).rejects.toMatchObject({
        code: 'not-found',
      })
    const near = city.report({ region: 'R7' })
    await expect(
      city.order(west, near, { verb: 'case-relocate', region: 4, point: null }),
    ).rejects.toMatchObject({ params: { field: 'region' } })
  })

  it('leaves nothing behind, not even in the audit', async () => {
    const id = city.report()
    const head = city.log.headPosition()
    await expect(city.order(leader, id, { verb: 'case-accept' })).rejects.toMatchObject({
      ...{ code: 'forbidden', params: { why: 'role' } },
    })
    expect([city.log.headPosition(), audit()]).toEqual([head, []])
  })
})

describe('two officers at one case', () => {
  const accept: CaseCommand = { verb: 'case-accept' }
  const decline: CaseCommand = { verb: 'case-decline', reason: '不属受理范围' }
  const second = { ...officer, id: 'officer-2' }

  it('within one commit: one wins, the other learns which post did what', async () => {
    const id = city.report()
    const results = await Promise.allSettled([
      city.order(officer, id, accept),
      city.order(second, id, decline),
    ])
    expect(results[0]).toMatchObject({ status: 'fulfilled' })
    expect(results[1]).toMatchObject({
      reason: {
        code: 'conflict',
        params: { by: '值班长', changed: 'case-accepted', what: '此案已由值班长受理，请看过再办' },
      },
    })
    expect(city.cases.of(id)?.facts).toHaveLength(2)
  })

  it('and however many: exactly one', async () => {
    const id = city.report()
    const all = Array.from({ length: 12 }, (_, i) =>
      city.order({ ...officer, id: `o${i}` }, id, i % 2 ? accept : decline),
    )
    const done = (await Promise.allSettled(all)).filter((r) => r.status === 'fulfilled')
    expect([done.length, city.cases.of(id)?.facts.length]).toEqual([1, 2])
  })

  it('an order on what was seen before is refused, whoever changed it', async () => {
    const id = city.report()
    const expected = city.position(id)
    city.tell(id, 'case-accepted')
    await expect(
      city.order(officer, id, { verb: 'case-register' }, { expected }),
    ).rejects.toMatchObject({ code: 'conflict', params: { by: 'hotline' } })
    await city.order(officer, id, { verb: 'case-register' })
  })

  it('a department that signed is named, never its person', async () => {
    const id = await city.caseAt('dispatched')
    const expected = city.position(id)
    await city.order(handler, id, { verb: 'case-sign' })
    await expect(
      city.order(officer, id, { verb: 'case-cancel', reason: '误报' }, { expected }),
    ).rejects.toMatchObject({ params: { by: 'sanitation', changed: 'case-signed' } })
  })

  it('a light that was raised meanwhile stands in nobody’s way', async () => {
    const id = await city.caseAt('handling')
    const expected = city.position(id)
    city.pass(2 * 24 * hourMs)
    expect(city.position(id)).toBeGreaterThan(expected)
    await city.order(handler, id, { verb: 'case-resolve' }, { expected })
    expect(city.state(id).stage).toBe('resolved')
  })

  it('an order comes after what it answers, also where a source’s clock runs ahead', async () => {
    const id = city.report({ at: city.clock.time + 5 * minuteMs })
    await city.order(officer, id, accept)
    await city.order(officer, id, { verb: 'case-register' })
    const { reportedAt, acceptedAt, registeredAt } = city.state(id)
    expect([acceptedAt, registeredAt]).toEqual([reportedAt + 1, reportedAt + 2])
  })
})

describe('the same order sent again', () => {
  const key = 'client-key-1'
  it('is one fact and the same answer, at once or later', async () => {
    const id = city.report()
    const expected = city.position(id)
    const give = () => city.order(officer, id, { verb: 'case-accept' }, { expected, key })
    const [first, at] = await Promise.all([give(), give()])
    expect(at).toEqual(first)
    city.pass(minuteMs)
    expect(await give()).toEqual(first)
    expect([city.cases.of(id)?.facts.length, audit().length]).toEqual([2, 1])
  })

  it('under another’s name is another’s order', async () => {
    const id = city.report()
    const expected = city.position(id)
    await city.order(officer, id, { verb: 'case-accept' }, { expected, key })
    const other = demoPerson('duty-officer', 1)
    await expect(
      city.order({ ...other, id: 'x' }, id, { verb: 'case-accept' }, { expected, key }),
    ).rejects.toMatchObject({ code: 'conflict' })
  })
})

it('what must not be stored is masked in reason, note and owner', async () => {
  const id = city.report()
  await city.order(officer, id, { verb: 'case-accept' })
  await city.order(officer, id, { verb: 'case-close', note: '已致电 13812345678' })
  expect(texts('case-closed')).toEqual(['已致电 [电话]'])
  await city.order(officer, id, { verb: 'case-reopen', reason: '来电 13812345678 反映' })
  expect(lastFact(id)?.body).toEqual({ reason: '来电 [电话] 反映' })
  await city.order(leader, id, { verb: 'case-supervise', owner: '组长 13812345678', due: null })
  expect(lastFact(id)?.body).toMatchObject({ owner: '组长 [电话]' })
})
