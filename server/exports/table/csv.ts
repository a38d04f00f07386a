import iconv from 'iconv-lite'
import type { ExportOptions } from '../../../shared/exports/request.ts'
import type { Provenance } from '../../../shared/exports/provenance.ts'
import type { FileFacts } from '../file-facts.ts'
import { annotationLines } from './annotation-lines.ts'
import type { ClockTexts } from './cell-text.ts'
import { columns } from './columns.ts'
import { neutral } from './neutral.ts'

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** A line of CSV (RFC 4180). */
export const csvLine = (texts: readonly string[]): string => `${texts.map(quoted).join(',')}\r\n`

/** The first line of 数据. */
export const csvHeader = csvLine(columns.map(({ name }) => name))

/** What begins every line after the table, so that programs can pass over it (`comment='#'`). */
export const tailMark = '#'
/** The line that the verifier reads. */
export const provenanceName = '来源'

/**
 * The lines after the table (表尾): an empty one, then `#name,words`: filters, position, who and when,
 * 口径, notes, 批注, how many rows, their hash, and all of it once more for programs.
 */
export function csvTail(facts: FileFacts, provenance: Provenance, clock: ClockTexts): string {
  const line = (name: string, ...words: string[]): string =>
    csvLine([`${tailMark}${name}`, ...words.map(neutral)])
  return [
    '\r\n',
    ...facts.filters.map(([name, words]) => line(name, words)),
    ...facts.definitions.map((one) =>
      line(
        '口径',
        one.id,
        one.name,
        `第 ${one.version} 版`,
        one.unit,
        one.department,
        one.definition,
      ),
    ),
    ...facts.notes.map((words) => line('说明', words)),
    ...annotationLines(facts.annotations, clock).map((words) => line('批注', ...words)),
    line('行数', String(provenance.rows)),
    line('数据指纹（SHA-256）', provenance.hash),
    line(provenanceName, JSON.stringify(provenance)),
  ].join('')
}

/** Turns text into the bytes of a file: UTF-8 with BOM, or GB18030. */
export function csvEncoder(encoding: ExportOptions['encoding']) {
  if (encoding === 'utf-8')
    return { start: Buffer.from('\ufeff'), bytes: (t: string) => Buffer.from(t) }
  return { start: Buffer.alloc(0), bytes: (text: string) => iconv.encode(text, 'gb18030') }
}
