import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import type { ReportDocument } from '../../shared/reports/document.ts'
import type { ReportProvenance } from '../../shared/reports/provenance.ts'
import { reportContent, type KeptReport } from '../../shared/reports/report.ts'
import { periodOf, type Period } from '../../shared/time/period.ts'
import { scopeOf, type ExportCity } from '../exports/asked.ts'
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
  const { by: id, byName: name, regions, template, blocks, paper, schedule } = report
  const { pack } = city.view.epoch
  const { position } = city.view
  const asked = {
    ...{ layout: 1 as const, city: pack.id, cityName: pack.name, position, at, demo: city.demo },
    // In the order of its schema, as whoever reads it back finds it.
    report: reportContent.parse({ name: report.name, template, blocks, paper, schedule }),
    period: { grain: period.grain, from: period.from },
    by: { id, name, regions },
  }
  const document = await filled(city, asked)
  return printed(city, document, { ...asked, hash: documentHash(document) })
}

/** The document of a report as of its position (填报告), within what `by` sees. */
export function filled(
  { view }: ExportCity,
  { report, period, position, by, demo }: Omit<ReportProvenance, 'hash'>,
): Promise<ReportDocument> {
  const standing = view.standing(position > 0 ? position : undefined)
  return reportDocument(view, report, {
    period: periodOf(standing.zone, period.grain, period.from),
    ...{ standing, demo },
    sees: scopeOf({ by }, standing),
  })
}

/** The bytes of a document's PDF (印成). */
export async function printed(
  city: ExportCity,
  document: ReportDocument,
  provenance: ReportProvenance,
): Promise<Buffer> {
  const doc = await reportPdf(city, document, provenance)
  doc.end()
  return buffer(doc as unknown as Readable)
}

/** SHA-256 of a document as it is attached (指纹), hex. */
export const documentHash = (document: ReportDocument): string => sha256(JSON.stringify(document))

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
