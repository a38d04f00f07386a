import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '../../shared/time/civil.ts'
import { cityLeader } from '../../test/builders/askers.ts'
import { orderCity, orderPack, people } from '../../test/order-city.ts'
import { caseDuplicates } from './case-duplicates.ts'
import { caseParcel } from './case-parcel.ts'
import { caseProposal } from './case-proposal.ts'

let city: ReturnType<typeof orderCity>
beforeEach(() => void (city = orderCity()))
afterEach(() => city.close())

const { officer, handler, leader } = people
const parcel = (caseId: number, at?: number) => caseParcel(city.view, { caseId, at }, officer)
const way = (caseId: number, at?: number) =>
  parcel(caseId, at).steps.map(({ name, state }) => `${name} ${state}`)

describe('a case as a parcel', () => {
  it('stands at one station at a time, from 下 to 评', async () => {
    const fresh = city.report()
    expect(way(fresh)).toEqual(['下 done', '接 current', '派 ahead', '验 ahead', '评 ahead'])
    const sent = await city.caseAt('signed')
    expect(way(sent)).toEqual(['下 done', '接 done', '派 current', '验 ahead', '评 ahead'])
    const resolved = await city.caseAt('resolved')
    expect(way(resolved)).toEqual(['下 done', '接 done', '派 done', '验 current', '评 ahead'])
    const closed = await city.caseAt('closed')
    expect(way(closed)).toEqual(['下 done', '接 done', '派 done', '验 done', '评 current'])
    const rated = await city.caseAt('rated')
    expect(way(rated)).toEqual(['下 done', '接 done', '派 done', '验 done', '评 done'])
  })

  it('names the post that did each thing, never a person', async () => {
    const id = await city.caseAt('rated')
    const { steps, history } = parcel(id)
    const posts = steps.flatMap(({ parts }) =>
      parts.map(({ name, post }) => `${name} ${post.name}`),
    )
    expect(posts).toEqual([
      ...['上报 hotline', '受理 值班长', '立案 值班长', '派遣 值班长', '签收 sanitation'],
      ...['开始处置 sanitation', '反馈 sanitation', '核查 核查员', '结案 核查员', '评价 值班长'],
    ])
    expect(history.find(({ type }) => type === 'case-resolved')?.text).toBe('已清运')
    expect(JSON.stringify(parcel(id))).not.toContain('demo-')
  })

  it('says how long each station took against its limit, in its limit’s own time', async () => {
    const id = await city.caseAt('dispatched')
    city.pass(3 * hourMs)
    await city.order(handler, id, { verb: 'case-sign' })
    await city.order(handler, id, { verb: 'case-resolve' })
    const [, take, send, check] = parcel(id).steps
    expect(take?.clock).toMatchObject({
      usedMinutes: 1,
      limitMinutes: 30,
      works: false,
      late: false,
    })
    // From 10:03 to 13:03: the lunch break is nobody's working time.
    expect(send?.clock).toMatchObject({ usedMinutes: 117, limitMinutes: 240, works: true })
    expect(check?.clock).toMatchObject({ usedMinutes: 0, late: false })
    const parts = send?.parts.map(({ name, clock }) => [name, clock?.usedMinutes ?? null])
    expect(parts).toEqual([
      ['派遣', 1],
      ['签收', null],
      ['反馈', 117],
    ])
  })

  it('does not count the time that stood still', async () => {
    const id = await city.caseAt('handling')
    const run = parcel(id).steps[2]?.clock
    await city.order(handler, id, { verb: 'case-suspend', reason: '等管线' })
    city.pass(hourMs)
    expect(parcel(id)).toMatchObject({ row: { stage: 'suspended', dueAt: null } })
    await city.order(officer, id, { verb: 'case-resume' })
    const after = parcel(id).steps[2]?.clock
    expect(after?.usedMinutes).toBe(run?.usedMinutes)
    expect(after?.limitMinutes).toBe(run?.limitMinutes)
  })

  it('that was declined, merged or answered by the desk skips what it never reached', async () => {
    const declined = city.report()
    await city.order(officer, declined, { verb: 'case-decline', reason: '不属范围' })
    expect(way(declined)).toEqual(['下 done', '接 done', '派 skipped', '验 skipped', '评 skipped'])
    const self = await city.caseAt('accepted')
    await city.order(officer, self, { verb: 'case-close', note: '电话答复' })
    expect(way(self)).toEqual(['下 done', '接 done', '派 skipped', '验 skipped', '评 current'])
  })

  it('shows lights, supervision and extensions as they came', async () => {
    const id = await city.caseAt('handling')
    const until = city.clock.time + 26 * hourMs
    const ask = { verb: 'case-ask-extension', until, reason: '图纸' } as const
    await city.order(handler, id, ask)
    expect(parcel(id).extension).toMatchObject({ until, reason: '图纸' })
    await city.order(officer, id, { verb: 'case-refuse-extension', reason: '不符' })
    await city.order(leader, id, { verb: 'case-supervise', owner: '城管局', due: until })
    city.pass(30 * hourMs)
    const { lights, supervision, extensions, history } = parcel(id)
    expect(lights.map(({ light }) => light)).toEqual(['remind', 'yellow-card'])
    expect(supervision).toMatchObject({ owner: '城管局', due: until, closedAt: null })
    expect(extensions).toMatchObject([{ until, granted: false }])
    expect(history.filter(({ post }) => post.kind === 'clock').length).toBeGreaterThan(1)
  })

  it('hangs together with what was merged into it and what looks like it', async () => {
    const main = await city.caseAt('registered', { point: [120.04, 32] })
    const [twin, look] = [1, 2].map(() => city.report({ point: [120.0401, 32] }))
    await city.order(officer, twin ?? 0, { verb: 'case-merge', into: main })
    const links = (id: number) => parcel(id).linked.map(({ how, row }) => [how, row.caseId])
    expect(links(main)).toEqual([
      ['merged-from', twin],
      ['duplicate', look],
    ])
    expect(links(twin ?? 0)).toContainEqual(['merged-into', main])
  })

  it('as of a past position is the parcel of then', async () => {
    const id = await city.caseAt('dispatched')
    const at = city.view.position
    const { steps, history } = parcel(id)
    await city.order(handler, id, { verb: 'case-sign' })
    const then = parcel(id, at)
    expect([then.steps, then.history, then.may]).toEqual([steps, history, []])
    expect(parcel(id).history).toHaveLength(history.length + 1)
  })

  it('a sensitive one tells neither text nor history', async () => {
    const pack = orderPack()
    city.close()
    city = orderCity({
      ...pack,
      hash: 'sensitive',
      eventTypes: pack.eventTypes.map((t) => ({ ...t, sensitive: t.code === '0102' })),
    })
    const id = await city.caseAt('resolved', { point: [120.04, 32], title: '某某家' })
    city.report({ point: [120.04, 32] })
    expect(parcel(id)).toMatchObject({ history: [], linked: [], description: null })
    expect(parcel(id).steps.flatMap(({ parts }) => parts)).toEqual([])
    expect(caseDuplicates(city.view, { caseId: id }, officer).rows).toEqual([])
  })
})

describe('what looks like the same case', () => {
  const here: [number, number] = [120.04, 32]
  const near = (id: number, asker = officer) =>
    caseDuplicates(city.view, { caseId: id }, asker).rows.map((row) => row.caseId)

  it('is open, of its type, within 300 m and two days, nearest first, within the asker’s regions', async () => {
    const id = city.report({ point: here })
    const far = city.report({ point: [120.0428, 32] })
    const close = city.report({ point: [120.0405, 32], source: 'iot' })
    city.report({ point: [120.0435, 32] })
    city.report({ point: here, type: '0110' })
    city.report({ point: here, at: city.clock.time - 49 * hourMs })
    const west = city.report({ point: here, region: 'R7' })
    const gone = city.report({ point: here })
    await city.order(officer, gone, { verb: 'case-decline', reason: '误报' })
    city.report()
    expect(near(id)).toEqual([west, close, far])
    expect(near(id, { ...officer, regions: [2] })).toEqual([close, far])
    const [, row] = caseDuplicates(city.view, { caseId: id }, officer).rows
    expect(row).toMatchObject({ metres: 47, minutesApart: 0 })
  })

  it('is nothing for a case without a place', () => {
    city.report({ point: here })
    expect(near(city.report())).toEqual([])
  })
})

describe('a proposal', () => {
  it('is the type’s lead, its limit and the deadlines of now', async () => {
    const id = await city.caseAt('registered')
    const proposal = caseProposal(city.view, { caseId: id }, cityLeader())
    expect(proposal).toMatchObject({
      ...{ department: { id: 'sanitation' }, limitWords: '4 工作时', signHours: 1 },
    })
    expect(proposal.candidates.map(({ id: of, why }) => `${of} ${why}`)).toEqual([
      ...['sanitation lead', 'water assistant', 'police other'],
    ])
    await city.order(officer, id, { verb: 'case-dispatch', department: 'sanitation' })
    const { disposalDeadline, closingDeadline } = city.state(id)
    expect((disposalDeadline ?? 0) - (proposal.disposalDeadline ?? 0)).toBeLessThan(minuteMs)
    expect((closingDeadline ?? 0) - (proposal.closingDeadline ?? 0)).toBeLessThan(minuteMs)
  })

  it('follows a new type, and proposes nobody for an unknown one', async () => {
    const id = await city.caseAt('registered')
    await city.order(officer, id, { verb: 'case-retype', type: '0110' })
    expect(caseProposal(city.view, { caseId: id }, cityLeader()).limitWords).toBe('3 工作日')
    const unknown = await city.caseAt('registered', { type: '8888' })
    expect(caseProposal(city.view, { caseId: unknown }, cityLeader())).toMatchObject({
      ...{ department: null, limit: null, limitWords: null, disposalDeadline: null },
    })
  })
})
