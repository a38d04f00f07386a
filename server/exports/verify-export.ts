import { readFileSync } from 'node:fs'
import type { Provenance } from '../../shared/exports/provenance.ts'
import type { AskedExport, ExportCity } from './asked.ts'
import { chunksOf } from './chart/png.ts'
import { makeExport } from './make-export.ts'
import { provenanceOf, readExport } from './read/read-file.ts'
import { clockTexts, rowTexts } from './table/cell-text.ts'
import { columns, keyColumns, placeOf } from './table/columns.ts'
import { rowHash } from './table/row-hash.ts'
import { tableSource } from './table/table-source.ts'
import {
  comparePrints,
  compareWords,
  elsewhere,
  findings,
  refused,
  said,
  type Findings,
  type Verification,
} from './verification.ts'

/**
 * Counts the figures of a file again as of its position (核对) and draws its picture again. `remadeAt` is
 * where the file may be made anew; it is left to whoever asks to take it away.
 */
export async function verifyExport(
  city: ExportCity,
  path: string,
  remadeAt: string,
): Promise<Verification> {
  // What can't be read at all is none of ours, or was cut off.
  const file = await readExport(path).catch(() => null)
  const provenance = file === null ? null : provenanceOf(file)
  if (file === null || provenance === null)
    return refused('文件里没有来源：不是本系统导出的，或已被截断、改写', null, file?.rows.length)
  const not = elsewhere(city.view, provenance)
  if (not !== null) return refused(not, provenance, file.rows.length)

  const found = findings()
  const asked = askedOf(provenance)
  const hash = rowHash()
  for (const row of file.rows) hash.add(row)
  const digest = hash.done()
  if (digest !== provenance.hash) found.add('数据指纹与文件里的行不符：文件生成后被改过')
  if (file.rows.length !== provenance.rows)
    found.add(`行数：文件有 ${file.rows.length} 行，应为 ${provenance.rows} 行`)
  const names = columns.map(({ name }) => name as string)
  if (file.header.join() !== names.join()) found.add(`表头：${file.header.join('、')}`)
  compareRows(city, asked, file.rows, found)
  if (found.total === 0) await comparePicture(city, asked, path, remadeAt, found)
  return found.done(provenance, file.rows.length)
}

const askedOf = ({
  question,
  position,
  format,
  options,
  by,
  at,
  demo,
}: Provenance): AskedExport => ({
  question: { ...question, at: position },
  ...{ format, options, by, at, demo },
})

const places = keyColumns.map(placeOf)
const keyOf = (texts: readonly string[]): string => places.map((i) => texts[i]).join('|')

/** Every row by its key, cell by cell. */
function compareRows(
  city: ExportCity,
  asked: AskedExport,
  rows: readonly string[][],
  found: Findings,
): void {
  const clock = clockTexts(city.view.zone)
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  for (const part of tableSource(city, asked).parts()) {
    for (const { cells } of part) {
      const counted = rowTexts(cells, clock)
      const key = keyOf(counted)
      const row = byKey.get(key)
      byKey.delete(key)
      const where = counted.slice(0, 3).join(' · ')
      if (row === undefined) {
        found.add(`${where}：文件里缺这一行`)
        continue
      }
      for (const [i, { name }] of columns.entries())
        if (row[i] !== counted[i])
          found.add(`${where} · ${name}：文件为 ${said(row[i])}，重算为 ${said(counted[i])}`)
    }
  }
  for (const row of byKey.values()) found.add(`${row.slice(0, 3).join(' · ')}：重算没有这一行`)
}

/** A picture must be what these figures draw. */
async function comparePicture(
  city: ExportCity,
  asked: AskedExport,
  path: string,
  remadeAt: string,
  found: Findings,
): Promise<void> {
  const { format } = asked
  if (format === 'csv' || format === 'xlsx') return
  await makeExport(city, asked, remadeAt, { progress: () => {}, cancelled: () => false })
  const [file, remade] = [readFileSync(path), readFileSync(remadeAt)]
  if (format === 'pdf') return comparePrints(file, remade, found)
  const same = format === 'svg' ? file.equals(remade) : samePixels(file, remade)
  if (same) return
  const before = found.total
  if (format === 'svg') compareWords('图上文字', drawnWords(file), drawnWords(remade), found)
  if (found.total === before)
    found.add('数字一致，但图形与重画不同：文件被改过，或出自另一版本的程序')
}

/** The words of an SVG in order; what it carries for programs is not among them. */
const drawnWords = (svg: Buffer): string[] =>
  [...svg.toString('utf8').matchAll(/<t(?:ext|span)\b[^>]*>([^<]*)/g)].map(
    ([, words = '']) => words,
  )

const samePixels = (a: Buffer, b: Buffer): boolean => pixels(a).equals(pixels(b))
const pixels = (png: Buffer): Buffer =>
  Buffer.concat([...chunksOf(png)].filter(({ type }) => type === 'IDAT').map(({ data }) => data))
