import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnalysisQuestion } from '../../shared/analysis/question.ts'
import type { ReportDocument } from '../../shared/reports/document.ts'
import { reportContent, type KeptReport } from '../../shared/reports/report.ts'
import { reportPeriod } from '../../shared/reports/report-period.ts'
import { makeTestCity, simulatedFacts } from '../../test/demo-city.ts'
import { fewRegions } from '../../test/naive-demo.ts'
import { documentHash, filled, printed, reportBytes } from './produce.ts'
import { verifyReport } from './verify-report.ts'

const pack = fewRegions(7)
const city = makeTestCity(pack)
const { view } = city
const folder = mkdtempSync(join(tmpdir(), 'verify-report-'))
const where = { view, packFolder: 'seed/nantong', demo: true }
const question: AnalysisQuestion = {
  ...{ indicators: ['overview.accepted_today'], regions: [1], methods: [] },
  ...{ from: '2026-10-01', to: '2026-11-01', grain: 'day', compare: 'none', view: 'trend' },
}
const report: KeptReport = {
  ...{ id: 'report-0a1b2c3d4e5f', name: '通报', template: 'monthly', paper: 'A4' },
  ...{ schedule: 'monthly', by: 'demo-analyst', byName: '演示分析员', regions: [1], savedAt: 0 },
  blocks: [
    { kind: 'question', question, caption: '受理', follow: true },
    { kind: 'summary', question, caption: '', follow: true },
  ],
}
const now = city.clock.time
const period = reportPeriod(report, view.zone, now)
const keep = (name: string, bytes: Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
let untouched: Buffer = Buffer.alloc(0)
beforeAll(async () => {
  city.take(simulatedFacts(pack, 12, 0.005))
  untouched = await reportBytes(where, report, period, now)
})
afterAll(() => {
  city.close()
  rmSync(folder, { recursive: true })
})

/** The report as printed by somebody who changed its document first. */
async function forged(change: (document: ReportDocument) => void) {
  const { name, template, blocks, paper, schedule } = report
  const asked = {
    ...{ layout: 1 as const, city: pack.id, cityName: pack.name, position: view.position, at: now },
    ...{ period: { grain: period.grain, from: period.from }, demo: true },
    report: reportContent.parse({ name, template, blocks, paper, schedule }),
    by: { id: report.by, name: report.byName, regions: [1] },
  }
  const document = await filled(where, asked)
  change(document)
  return printed(where, document, { ...asked, hash: documentHash(document) })
}

test('a 通报 is counted again from the file alone, also when the city has moved on', async () => {
  const path = keep('untouched.pdf', untouched)
  expect(await verifyReport(where, path)).toMatchObject({ agrees: true, differences: [] })
  city.take([
    {
      ...{ type: 'case-reported', key: 'later-1', source: 'hotline', case: 'later-1' },
      ...{ occurredAt: period.from + 86_400_000, region: '320613', eventType: '0102' },
    },
  ])
  const found = await verifyReport(where, path)
  expect(found?.differences).toEqual([])
  expect(found?.rows).toBeGreaterThan(20)
})

test('a figure changed by hand is named: where it stands, what the file says, what was counted', async () => {
  let was = ''
  const path = keep(
    'forged.pdf',
    await forged(({ parts }) => {
      const table = parts.find((part) => part.kind === 'table')
      const span = table?.rows[0]?.find(({ figure }) => figure?.value != null)
      if (span === undefined) throw new Error('the bulletin has no figure')
      was = span.text
      span.text = '98765'
    }),
  )
  const found = await verifyReport(where, path)
  expect(found?.agrees).toBe(false)
  expect(found?.differences[0]).toMatch(/^第 \d+ 段 · .+第 1 行 · .+：文件为 98765，重算为 /)
  expect(found?.differences[0]).toContain(`重算为 ${was}`)
  expect(found?.differences.some((words) => /^第 \d+ 页：文件为 98765/.test(words))).toBe(true)
})

test('what is no report of ours is left to others, and one of a later position is refused in words', async () => {
  expect(await verifyReport(where, keep('no.pdf', Buffer.from('%PDF-1.7 nothing')))).toBeNull()
  expect(await verifyReport(where, keep('cut.pdf', untouched.subarray(0, 4_000)))).toBeNull()
  const other = makeTestCity(fewRegions(7))
  const found = await verifyReport({ ...where, view: other.view }, join(folder, 'untouched.pdf'))
  expect(found?.differences).toEqual([expect.stringMatching(/日志位置 \d+ 在本库（1）之后/)])
  other.close()
})
