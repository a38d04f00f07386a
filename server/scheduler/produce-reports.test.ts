import { expect, test } from 'vitest'
import type { ReportDraft, Schedule } from '../../shared/reports/report.ts'
import { dayMs, hourMs } from '../../shared/time/civil.ts'
import { orderCity, people, tenOClock } from '../../test/order-city.ts'
import { filesOf } from '../queries/reports/books.ts'
import { makeReportRound, retryMs } from './produce-reports.ts'

/** A city with one report that is due by a schedule; each `start` is a server that begins anew. */
async function scheduled(schedule: Schedule, more: Partial<ReportDraft> = {}) {
  const city = orderCity()
  city.take([])
  const draft: ReportDraft = {
    ...{ name: '定期', template: 'free', paper: 'A4', schedule, blocks: [] },
    ...more,
  }
  const { id = '' } = await city.orders(people.analyst, { verb: 'save-report', draft }, tenOClock)
  city.view.follow()
  const made: string[] = []
  let broken = false
  const start = () =>
    makeReportRound(
      city.view,
      (entries) => city.log.append(entries),
      async (report, period) => {
        if (broken) throw new Error('disk full')
        made.push(period.key)
        return { file: `reports/${report.id}/${period.key}.pdf`, hash: 'a'.repeat(64) }
      },
      () => {},
    )
  const at = (ms: number) => {
    city.clock.time = ms
  }
  const breaks = (now: boolean) => {
    broken = now
  }
  return { city, id, made, start, at, breaks }
}
/** Local midnight of 5 November 2026 in the tiny city. */
const fifth = tenOClock - 10 * hourMs

test('a daily report is produced once for each day, whoever starts the server again', async () => {
  const { city, id, made, start, at } = await scheduled('daily')
  await start().step()
  expect(made).toEqual([])
  at(fifth + dayMs + 5 * hourMs)
  await start().step()
  expect(made).toEqual([])
  at(fifth + dayMs + 6 * hourMs)
  const round = start()
  expect([await round.step(), await round.step()]).toEqual([1, 0])
  expect(await start().step()).toBe(0)
  expect(made).toEqual(['2026-11-05'])
  expect(filesOf(city.view).of(id)).toMatchObject([
    { period: '2026-11-05', file: `reports/${id}/2026-11-05.pdf`, hash: 'a'.repeat(64) },
  ])
  city.close()
})

test('of the days a server slept through only the last is made up for', async () => {
  const { city, made, start, at } = await scheduled('daily')
  at(fifth + 9 * dayMs + 12 * hourMs)
  expect(await start().step()).toBe(1)
  expect(made).toEqual(['2026-11-13'])
  city.close()
})

test('a monthly bulletin is of the last whole month, a weekly report of the last whole week', async () => {
  for (const [schedule, key] of [
    ['monthly', '2026-11'],
    ['weekly', '2026-W48'],
  ] as const) {
    const { city, made, start, at } = await scheduled(schedule)
    at(Date.UTC(2026, 11, 1, 4))
    await start().step()
    expect(made).toEqual([key])
    city.close()
  }
})

test('two servers that produce the same period leave one fact', async () => {
  const { city, id, start, at } = await scheduled('daily')
  at(fifth + dayMs + 6 * hourMs)
  await Promise.all([start().step(), start().step()])
  city.view.follow()
  expect(filesOf(city.view).of(id)).toHaveLength(1)
  city.close()
})

test('a report that could not be made is tried again later, and a removed one never', async () => {
  const { city, id, made, start, at, breaks } = await scheduled('daily')
  at(fifth + dayMs + 6 * hourMs)
  breaks(true)
  const round = start()
  expect(await round.step()).toBe(0)
  breaks(false)
  expect(await round.step()).toBe(0)
  at(fifth + dayMs + 6 * hourMs + retryMs)
  expect(await round.step()).toBe(1)
  expect(made).toEqual(['2026-11-05'])
  await city.orders(people.analyst, { verb: 'remove-report', id }, city.clock.time)
  city.view.follow()
  at(fifth + 3 * dayMs)
  expect(await round.step()).toBe(0)
  city.close()
})
