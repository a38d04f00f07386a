import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { sees, type Asker } from '../../shared/access/asker.ts'
import type { KeptReport } from '../../shared/reports/report.ts'
import type { Period } from '../../shared/time/period.ts'
import type { ExportCity } from '../exports/asked.ts'
import { reportDocument } from '../queries/reports/report-document.ts'
import { reportPdf } from './report-pdf.ts'

/** The city that a report is printed from; `demo` = what it reports is not real. */
export type ReportCity = ExportCity & { demo: boolean }

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Where the file of a period lies inside the data folder. */
export const reportFileName = (report: string, period: string): string =>
  `reports/${report}/${period}.pdf`

/** A report of a period as PDF (成文), within what its keeper saw; `at` = when it is printed. */
export async function reportBytes(
  city: ReportCity,
  report: KeptReport,
  period: Period,
  at: number,
): Promise<Buffer> {
  const { view } = city
  const standing = view.standing(view.position > 0 ? view.position : undefined)
  const { by: id, byName: name, regions } = report
  const asker: Asker = {
    ...{ kind: 'person', id, name, regions },
    ...{ roles: [], departments: [], sources: [], session: null },
  }
  const document = await reportDocument(view, report, {
    period,
    standing,
    demo: city.demo,
    sees: (region) => sees(asker, standing.regions, region),
  })
  const hash = sha256(JSON.stringify(document))
  const doc = await reportPdf(city, document, { by: { id, name, regions }, at, hash })
  doc.end()
  return buffer(doc as unknown as Readable)
}

/** Writes the file of one period (生成) under the data folder; its name there and its SHA-256. */
export async function produceReport(
  city: ReportCity,
  dataDir: string,
  report: KeptReport,
  period: Period,
  at: number,
): Promise<{ file: string; hash: string }> {
  const file = reportFileName(report.id, period.key)
  const path = join(dataDir, file)
  const bytes = await reportBytes(city, report, period, at)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.part`, bytes)
  renameSync(`${path}.part`, path)
  return { file, hash: sha256(readFileSync(path)) }
}
