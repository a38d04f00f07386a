import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { KeptReport } from '../../shared/reports/report.ts'
import { reportPeriod } from '../../shared/reports/report-period.ts'
import { orderCity, tenOClock } from '../../test/order-city.ts'
import { produceReport } from './produce.ts'

const report: KeptReport = {
  ...{ id: 'report-0a1b2c3d4e5f', name: '日报', template: 'free', paper: 'A4', schedule: 'daily' },
  ...{ by: 'demo-analyst', byName: '演示分析员', regions: [1], savedAt: 0 },
  blocks: [
    { kind: 'heading', text: '一、情况' },
    { kind: 'text', text: '请各地核对。' },
  ],
}

test('the file of a period lies in the data folder as a whole PDF, with the hash of its bytes', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'reports-'))
  const city = orderCity()
  city.report()
  const { view } = city
  const period = reportPeriod(report, view.zone, tenOClock)
  const where = { view, packFolder: 'seed/nantong', demo: true }
  const { file, hash } = await produceReport(where, dataDir, report, period, tenOClock)
  expect(file).toBe('reports/report-0a1b2c3d4e5f/2026-11-04.pdf')
  const bytes = readFileSync(join(dataDir, file))
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash)
  expect(readdirSync(join(dataDir, 'reports', report.id))).toEqual(['2026-11-04.pdf'])
  city.close()
  rmSync(dataDir, { recursive: true })
})
