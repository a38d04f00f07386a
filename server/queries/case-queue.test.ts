import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Asker } from '../../shared/access/asker.ts'
import type { QueueQuestion } from '../../shared/cases/queue-answers.ts'
import { queueFilters } from '../../shared/cases/queue-answers.ts'
import { hourMs, minuteMs } from '../../shared/time/civil.ts'
import { orderCity, people } from '../../test/order-city.ts'
import { caseQueue } from './case-queue.ts'

let city: ReturnType<typeof orderCity>
beforeEach(() => void (city = orderCity()))
afterEach(() => city.close())

const ask = (given: Partial<QueueQuestion> = {}, asker: Asker = people.leader) =>
  caseQueue(city.view, { filter: 'all', region: 1, ...given }, asker)
const ids = (given: Partial<QueueQuestion> = {}, asker?: Asker) =>
  ask(given, asker).rows.map(({ caseId }) => caseId)

describe('a queue', () => {
  it('puts what will be late first first: what is late already, then what has least time', async () => {
    const slow = await city.caseAt('handling', { type: '0110' })
    const quick = await city.caseAt('handling', { type: '0606' })
    const late = await city.caseAt('accepted')
    city.pass(45 * minuteMs)
    const fresh = await city.caseAt('registered')
    const paused = await city.caseAt('handling')
    await city.order(people.handler, paused, { verb: 'case-suspend', reason: '等待' })
    const answer = ask()
    expect(answer.rows.map(({ caseId }) => caseId)).toEqual([late, fresh, quick, slow, paused])
    expect(answer.rows.map(({ clock }) => clock)).toEqual([
      ...['register', 'dispatch', 'disposal', 'disposal', null],
    ])
    expect(answer).toMatchObject({ late: 1, total: 5, cursor: null })
    expect(answer.rows[0]?.remainingMinutes).toBeLessThan(0)
    expect(answer.rows[1]).toMatchObject({ remainingMinutes: 25, remainingWorkMinutes: 25 })
    expect(answer.rows[3]).toMatchObject({ works: true })
    expect(answer.rows[4]).toMatchObject({ dueAt: null, remainingWorkMinutes: null })
  })

  it('counts working time left over the lunch break', async () => {
    const id = await city.caseAt('dispatched')
    const [row] = ask().rows
    // Four working hours from about ten: two before lunch, two after.
    expect(row).toMatchObject({ caseId: id, works: true, remainingWorkMinutes: 240 })
    expect(row?.remainingMinutes).toBe(240 + 120)
  })

  it('shows each post what waits for it', async () => {
    const fresh = city.report()
    const taken = await city.caseAt('accepted')
    const filed = await city.caseAt('registered')
    const sent = await city.caseAt('dispatched')
    const asked = await city.caseAt('handling')
    const until = city.clock.time + 30 * hourMs
    await city.order(people.handler, asked, { verb: 'case-ask-extension', until, reason: '图纸' })
    const done = await city.caseAt('resolved')
    const checked = await city.caseAt('verified')
    await city.order(people.leader, checked, { verb: 'case-supervise', owner: '局', due: until })
    await city.caseAt('rated')
    const sorted = (given: Partial<QueueQuestion>, asker?: Asker) =>
      ids(given, asker).sort((a, b) => a - b)
    expect(sorted({ filter: 'intake' })).toEqual([fresh, taken])
    expect(sorted({ filter: 'dispatch' })).toEqual([filed])
    expect(sorted({ filter: 'verify' })).toEqual([done, checked])
    expect(sorted({ filter: 'supervised' })).toEqual([checked])
    expect(sorted({ filter: 'extension' })).toEqual([asked])
    const mine = { filter: 'mine' } as const
    expect(sorted(mine, people.officer)).toEqual([fresh, taken, filed, asked])
    expect(sorted(mine, people.handler)).toEqual([sent, asked])
    expect(sorted(mine, people.water)).toEqual([])
    expect(sorted(mine, people.verifier)).toEqual([done, checked])
    expect(sorted(mine, people.leader)).toEqual([checked])
    expect(sorted(mine, people.analyst)).toEqual([])
    expect(ask(mine, people.officer).counts).toEqual({
      ...{ intake: 2, dispatch: 1, mine: 4, verify: 2, supervised: 1, extension: 1, all: 7 },
    })
    const [row] = ask({ filter: 'extension' }, people.officer).rows
    expect(row).toMatchObject({ extension: { until, reason: '图纸' } })
    expect(row?.may).toContain('case-extend')
    const [watched] = ask({ filter: 'supervised' }).rows
    expect(watched).toMatchObject({ supervision: { owner: '局', due: until } })
    expect(watched?.may).toEqual(['case-close-supervision'])
  })

  it('keeps a supervised case with its leader after its end, until that is closed', async () => {
    const id = await city.caseAt('verified')
    await city.order(people.leader, id, { verb: 'case-supervise', owner: '局', due: null })
    await city.order(people.verifier, id, { verb: 'case-close' })
    expect([ids({ filter: 'supervised' }), ids()]).toEqual([[id], []])
    await city.order(people.leader, id, { verb: 'case-close-supervision', note: '到位' })
    expect(ids({ filter: 'supervised' })).toEqual([])
  })

  it('is a region’s own, and sends the position that an order needs', async () => {
    const east = city.report({ region: 'R4' })
    const west = city.report({ region: 'R7' })
    const nowhere = city.report({ region: '' })
    expect(ids({ region: 2 })).toEqual([east])
    expect(ids({ region: 7 })).toEqual([west])
    expect(ids().sort()).toEqual([east, west, nowhere].sort())
    expect(ask({ region: 2 }).rows[0]?.position).toBe(city.position(east))
    expect(ask({ region: 3 }).counts.all).toBe(1)
  })

  it('is found in by words of the title and by the beginning of the number', () => {
    const a = city.report({ title: '文峰路垃圾未清运' })
    const b = city.report({ title: '跃龙路井盖破损' })
    expect(ids({ text: '垃圾' })).toEqual([a])
    expect(ids({ text: 'N2' })).toEqual([b])
    expect(ids({ text: '没有' })).toEqual([])
    expect(ask({ text: '垃圾' })).toMatchObject({ total: 1, counts: { all: 2 } })
  })

  it('gives every case once, page by page, also while others come and go', async () => {
    for (let i = 0; i < 25; i += 1) {
      city.report()
      city.pass(minuteMs)
    }
    const whole = ids()
    const seen: number[] = []
    let cursor: string | undefined
    do {
      const page = ask({ limit: 7, cursor })
      seen.push(...page.rows.map(({ caseId }) => caseId))
      cursor = page.cursor ?? undefined
      city.report()
    } while (cursor !== undefined && seen.length < 25)
    expect(seen.slice(0, 25)).toEqual(whole)
    expect(() => ask({ cursor: 'x:y' })).toThrow('bad-request')
  })

  it('as of a past position is the queue of then, and takes no orders', async () => {
    const steps = ['accepted', 'registered', 'dispatched', 'signed', 'handling'] as const
    const kept: [number, unknown][] = []
    for (const stage of steps) {
      await city.caseAt(stage)
      city.pass(20 * minuteMs)
      const { rows, counts } = ask({}, people.officer)
      kept.push([
        city.view.position,
        [rows.map(({ may, ...row }) => ({ ...row, may: may && [] })), counts],
      ])
    }
    for (const id of ids()) {
      const command = { verb: 'case-cancel', reason: '误报' } as const
      await city.order(people.officer, id, command)
    }
    expect(ids()).toEqual([])
    for (const [at, then] of kept) {
      const { rows, counts, position } = ask({ at }, people.officer)
      expect(position).toBe(at)
      const untimed = (list: unknown) =>
        JSON.parse(JSON.stringify(list), (key, value: unknown) =>
          key.startsWith('remaining') ? null : value,
        ) as unknown
      expect(untimed([rows, counts])).toEqual(untimed(then))
    }
  })
})

it('what a filter counts is what it lists, for every region and post', async () => {
  const stages = ['accepted', 'registered', 'dispatched', 'handling', 'resolved', 'closed'] as const
  const anyCase = fc.record({
    stage: fc.constantFrom(...stages),
    region: fc.constantFrom('R4', 'R5', 'R7', ''),
    supervised: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(anyCase, { maxLength: 8 }), async (cases) => {
      const one = orderCity()
      try {
        for (const { stage, region, supervised } of cases) {
          const id = await one.caseAt(stage, { region })
          if (supervised && stage !== 'closed')
            await one.order(people.leader, id, { verb: 'case-supervise', owner: '局', due: null })
        }
        for (const region of [1, 2, 3, 4])
          for (const asker of Object.values(people))
            for (const filter of queueFilters) {
              const { rows, counts, total } = caseQueue(one.view, { filter, region }, asker)
              expect([rows.length, counts[filter]]).toEqual([total, total])
              const due = rows.map((row) => row.dueAt ?? Infinity)
              expect(due).toEqual(due.toSorted((a, b) => a - b))
            }
      } finally {
        one.close()
      }
    }),
    { numRuns: 8 },
  )
})
