import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import type { ReportDraft, Schedule } from '../../shared/reports/report.ts'
import { dayMs, hourMs } from '../../shared/time/civil.ts'
import { orderCity, people, tenOClock } from '../../test/order-city.ts'
import { CityView } from '../queries/city-view.ts'
import { filesOf } from '../queries/reports/books.ts'
import { produceReport } from '../reports/produce.ts'
import { makeReportRound } from '../scheduler/produce-reports.ts'
import { startReports } from './reports.ts'

afterEach(() => void vi.useRealTimers())

/** Local midnight of Thursday 5 November 2026 in the tiny city. */
const fifth = tenOClock - 10 * hourMs
const minuteMs = 60_000

/** A city with one scheduled report; `serve` runs a server's rounds until it is stopped. */
async function scheduled(schedule: Schedule) {
  const dataDir = mkdtempSync(join(tmpdir(), 'scheduled-'))
  const city = orderCity()
  city.report()
  const draft: ReportDraft = {
    ...{ name: '定期', template: 'free', paper: 'A4', schedule },
    blocks: [{ kind: 'text', text: '请各地核对。' }],
  }
  const { id = '' } = await city.orders(people.analyst, { verb: 'save-report', draft }, tenOClock)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const failures: unknown[] = []
  const failed = (error: unknown) => void failures.push(error)
  const serve = (lose = false) => {
    const view = new CityView(city.database, city.pack, city.clock)
    const where = { view, packFolder: 'seed/nantong', demo: true }
    const round = makeReportRound(
      view,
      async (entries) => {
        if (lose) throw new Error('killed between the file and its fact')
        return city.log.append(entries)
      },
      (report, period) => produceReport(where, dataDir, report, period, city.clock.time),
      failed,
    )
    return startReports(round, () => false, failed)
  }
  /** Time goes on by minutes, as a server sees it. */
  const wait = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += minuteMs) {
      city.clock.time += minuteMs
      await vi.advanceTimersByTimeAsync(minuteMs)
    }
  }
  const folder = join(dataDir, 'reports', id)
  const files = () => readdirSync(folder, { withFileTypes: true }).map(({ name }) => name)
  const close = () => {
    city.close()
    rmSync(dataDir, { recursive: true })
  }
  const facts = () => {
    city.view.follow()
    return filesOf(city.view).of(id)
  }
  return { city, folder, serve, wait, files, facts, failures, close }
}

/** When the file of the running period falls due: six hours after its end. */
const due: [Schedule, number, string][] = [
  ['daily', fifth + dayMs + 6 * hourMs, '2026-11-05.pdf'],
  ['weekly', fifth + 4 * dayMs + 6 * hourMs, '2026-W45.pdf'],
  ['monthly', fifth + 26 * dayMs + 6 * hourMs, '2026-11.pdf'],
]

test.each(due)(
  'a %s report falls due on a running server and lies in the folder once, across a restart',
  async (schedule, at, name) => {
    const { city, folder, serve, wait, files, facts, failures, close } = await scheduled(schedule)
    city.clock.time = at - 3 * minuteMs
    let stop = serve()
    await wait(2 * minuteMs)
    // Before it is due there is only the period before, which ended before the report was kept.
    expect(facts()).toEqual([])
    await wait(3 * minuteMs)
    await vi.waitFor(() => expect(facts()).toHaveLength(1))
    expect(files()).toEqual([name])
    const written = statSync(join(folder, name)).mtimeMs
    stop()
    stop = serve()
    await wait(10 * minuteMs)
    stop()
    expect([files(), facts().length, failures]).toEqual([[name], 1, []])
    expect(statSync(join(folder, name)).mtimeMs).toBe(written)
    const bytes = readFileSync(join(folder, name))
    expect(facts()[0]?.hash).toBe(createHash('sha256').update(bytes).digest('hex'))
    close()
  },
)

test('a server that dies between the file and its fact leaves one file of one fact after all', async () => {
  const { city, folder, serve, wait, files, facts, failures, close } = await scheduled('daily')
  city.clock.time = fifth + dayMs + 6 * hourMs
  const dying = serve(true)
  await wait(2 * minuteMs)
  await vi.waitFor(() => expect(failures).toHaveLength(1))
  dying()
  expect([files(), facts()]).toEqual([['2026-11-05.pdf'], []])
  const stop = serve()
  await wait(2 * minuteMs)
  await vi.waitFor(() => expect(facts()).toHaveLength(1))
  stop()
  const bytes = readFileSync(join(folder, '2026-11-05.pdf'))
  expect(facts()[0]?.hash).toBe(createHash('sha256').update(bytes).digest('hex'))
  expect(files()).toEqual(['2026-11-05.pdf'])
  close()
})
