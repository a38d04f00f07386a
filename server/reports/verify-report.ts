import { readFileSync } from 'node:fs'
import type { ReportDocument } from '../../shared/reports/document.ts'
import { reportProvenance, type ReportProvenance } from '../../shared/reports/provenance.ts'
import type { ExportCity } from '../exports/asked.ts'
import { openPdf } from '../exports/read/read-pdf.ts'
import {
  comparePrints,
  elsewhere,
  findings,
  refused,
  said,
  type Findings,
  type Verification,
} from '../exports/verification.ts'
import { documentHash, filled, printed } from './produce.ts'
import { attached } from './report-pdf.ts'

/**
 * Fills a printed report again as of its position (核对报告), names every figure and word that differs, and
 * prints it again; null for a file that is no report of ours.
 */
export async function verifyReport(city: ExportCity, path: string): Promise<Verification | null> {
  const bytes = readFileSync(path)
  const carried = await carriedBy(bytes).catch(() => null)
  if (carried === null) return null
  const { provenance, text } = carried
  const not = elsewhere(city.view, provenance)
  if (not !== null) return refused(not, provenance)

  const found = findings()
  const counted = await filled(city, provenance)
  const lines = linesOf(counted)
  if (text !== JSON.stringify(counted)) {
    const own = readable(text)
    if (own === null) found.add('成文读不懂：文件生成后被改过')
    else compareLines(linesOf(own), lines, found)
    if (found.total === 0) found.add('成文与重算不同：文件生成后被改过，或出自另一版本的程序')
  }
  if (provenance.hash !== documentHash(counted)) found.add('指纹与重算的成文不符')
  await comparePrints(bytes, await printed(city, counted, provenance), found)
  return found.done(provenance, lines.size)
}

async function carriedBy(
  bytes: Buffer,
): Promise<{ provenance: ReportProvenance; text: string } | null> {
  if (bytes.toString('latin1', 0, 5) !== '%PDF-') return null
  const pdf = await openPdf(bytes)
  const [text, from] = [
    await pdf.attached(attached.document),
    await pdf.attached(attached.provenance),
  ]
  if (text === null || from === null) return null
  return { provenance: reportProvenance.parse(JSON.parse(from)), text }
}

function readable(text: string): ReportDocument | null {
  try {
    const document = JSON.parse(text) as ReportDocument
    linesOf(document)
    return document
  } catch {
    return null
  }
}

/** Every sentence and every cell of a document, by where it stands. */
function linesOf({ parts }: ReportDocument): Map<string, string> {
  const lines = new Map<string, string>()
  let head = ''
  for (const [i, part] of parts.entries()) {
    if (part.kind === 'heading') head = ` · ${part.text}`
    const where = `第 ${i + 1} 段${head}`
    if (part.kind === 'heading' || part.kind === 'text') lines.set(where, part.text)
    else if (part.kind === 'words') lines.set(where, part.spans.map(({ text }) => text).join(''))
    else if (part.kind === 'question') lines.set(`${where} · 图`, JSON.stringify(part.question))
    else
      for (const [r, row] of part.rows.entries())
        for (const [c, { text }] of row.entries())
          lines.set(`${where} · 第 ${r + 1} 行 · ${part.columns[c]?.name ?? c + 1}`, text)
  }
  return lines
}

function compareLines(
  own: ReadonlyMap<string, string>,
  counted: ReadonlyMap<string, string>,
  found: Findings,
): void {
  for (const where of new Set([...counted.keys(), ...own.keys()])) {
    const [there, again] = [own.get(where), counted.get(where)]
    if (there !== again) found.add(`${where}：文件为 ${said(there)}，重算为 ${said(again)}`)
  }
}
