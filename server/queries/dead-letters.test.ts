import { afterEach, beforeEach, expect, test } from 'vitest'
import { appRouter } from '../api/router.ts'
import type { Services } from '../api/services.ts'
import { aReport, letterCity } from '../../test/letter-city.ts'
import { people } from '../../test/order-city.ts'

let city: ReturnType<typeof letterCity>
beforeEach(() => void (city = letterCity()))
afterEach(() => city.close())

const as = (asker: (typeof people)[keyof typeof people]) =>
  appRouter.createCaller({
    asker,
    services: {
      view: city.view,
      order: (who, order) => city.orders(who, order, city.clock.time),
    } as Services,
  }).deadLetter
const bad = (n: number, source = 'hotline') => aReport(`B${n}`, { eventType: undefined, source })

test('letters come newest first, page by page, each once', async () => {
  city.send(Array.from({ length: 130 }, (_, n) => bad(n)))
  const ids: number[] = []
  for (let cursor: string | undefined; ;) {
    const page = await as(people.officer).list({ limit: 50, cursor })
    expect(page.total).toBe(130)
    ids.push(...page.rows.map(({ id }) => id))
    if (page.cursor === null) break
    cursor = page.cursor
  }
  expect(ids).toEqual(Array.from({ length: 130 }, (_, n) => 130 - n))
})

test('counts by source and reason follow what is done with them, and so do the lists', async () => {
  city.send([bad(1), bad(2), bad(3, 'iot'), aReport('C', { occurredAt: 'x' }), null])
  const officer = as(people.officer)
  const groups = async () =>
    (await officer.list({})).groups.map((g) => [g.source, g.reason, g.open, g.taken, g.dropped])
  expect(await groups()).toEqual([
    ['hotline', 'missing-field', 2, 0, 0],
    ['', 'not-object', 1, 0, 0],
    ['hotline', 'invalid-field', 1, 0, 0],
    ['iot', 'missing-field', 1, 0, 0],
  ])
  await officer.correct({ letter: 1, content: JSON.stringify(aReport('B1')) })
  await officer.drop({ of: { source: '', reason: 'not-object' }, note: '程序有误' })
  expect(await groups()).toContainEqual(['hotline', 'missing-field', 1, 1, 0])
  expect(await groups()).toContainEqual(['', 'not-object', 0, 0, 1])
  const of = async (asked: Parameters<typeof officer.list>[0]) =>
    (await officer.list(asked)).rows.map(({ id }) => id)
  expect(await of({ source: 'hotline', reason: 'missing-field' })).toEqual([2])
  expect(await of({ source: 'hotline' })).toEqual([4, 2])
  expect(await of({ state: 'taken' })).toEqual([1])
  expect(await of({ source: '', state: 'dropped' })).toEqual([5])
})

test('are for the duty officer of the whole city alone', async () => {
  city.send([bad(1)])
  for (const asker of [people.leader, people.handler, people.verifier, people.analyst]) {
    await expect(as(asker).list({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(as(asker).get({ letter: 1 })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(as(asker).replay({ letters: [1] })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  }
  const district = { ...people.officer, regions: [2] }
  await expect(as(district).list({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(as(people.officer).get({ letter: 9 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
