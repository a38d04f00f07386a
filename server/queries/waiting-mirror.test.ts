import fc from 'fast-check'
import { expect, it } from 'vitest'
import { queueFilters } from '../../shared/cases/queue-answers.ts'
import { minuteMs } from '../../shared/time/civil.ts'
import { orderCity, people } from '../../test/order-city.ts'
import { caseQueue } from './case-queue.ts'
import { CityView } from './city-view.ts'

const deeds = ['report', 'sort out', 'cancel', 'reopen', 'supervise', 'wait', 'look'] as const
// Few cases, so that the day comes back to them.
const anyDay = fc.array(fc.tuple(fc.constantFrom(...deeds), fc.nat({ max: 3 })), {
  minLength: 20,
  maxLength: 40,
})

/** Does one thing of a day; what the law refuses is not done. */
async function live(city: ReturnType<typeof orderCity>, deed: (typeof deeds)[number], n: number) {
  const [{ officer, leader }, id] = [people, n + 1]
  const isKnown = city.cases.of(id) !== undefined && city.cases.of(id) !== null
  if (deed === 'report') city.report({ region: ['R4', 'R7', ''][n % 3], title: `第${n}号路灯` })
  else if (deed === 'wait') city.pass(n * 10 * minuteMs)
  else if (!isKnown || deed === 'look') return
  else if (deed === 'supervise')
    await city
      .order(leader, id, { verb: 'case-supervise', owner: '局', due: null })
      .catch(() => null)
  else {
    const commands = {
      'sort out': { verb: 'case-accept' },
      cancel: { verb: 'case-cancel', reason: '误报' },
      reopen: { verb: 'case-reopen', reason: '未办结' },
    } as const
    await city.order(officer, id, commands[deed]).catch(() => null)
  }
}

it('a queue that followed the day says what one read at its end says, and what the file holds', async () => {
  await fc.assert(
    fc.asyncProperty(anyDay, async (day) => {
      const city = orderCity()
      try {
        caseQueue(city.view, { filter: 'all', region: 1 }, people.leader)
        for (let n = 0; n < 3; n += 1) await live(city, 'report', n)
        for (const [deed, n] of [...day, ['look', 0] as const]) {
          await live(city, deed, n)
          if (deed !== 'look') continue
          const fresh = new CityView(city.database, city.pack, city.clock)
          for (const filter of queueFilters)
            for (const text of ['', '1号', 'n2']) {
              const question = { filter, region: n % 2 === 0 ? 1 : 2, text }
              expect(caseQueue(city.view, question, people.officer)).toEqual(
                caseQueue(fresh, question, people.officer),
              )
            }
          const { rows } = caseQueue(city.view, { filter: 'all', region: 1 }, people.leader)
          const stored = city.database.sqlite
            .prepare(
              "SELECT case_id FROM case_queue WHERE queue <> 'over' ORDER BY sort_at, case_id",
            )
            .pluck()
            .all()
          expect(rows.map(({ caseId }) => caseId)).toEqual(stored)
        }
      } finally {
        city.close()
      }
    }),
    { numRuns: 12 },
  )
})

it('a queue is read anew where too much was told since it was last asked', () => {
  const city = orderCity()
  const first = city.report()
  const ids = () =>
    caseQueue(city.view, { filter: 'all', region: 1 }, people.leader).rows.map((r) => r.caseId)
  expect(ids()).toEqual([first])
  // The log goes on far away from here; the case is over when it is looked at again.
  city.database.sqlite.exec(
    `DELETE FROM case_queue; INSERT INTO commits SELECT max(position) + 200000, 0, 0 FROM commits`,
  )
  expect(ids()).toEqual([])
  city.close()
})
