import { readFileSync } from 'node:fs'
import type { Provenance } from '../../shared/exports/provenance.ts'
import type { AskedExport, ExportCity } from './asked.ts'
import { chunksOf } from './chart/png.ts'
import { makeExport } from './make-export.ts'
import { provenanceOf, readExport } from './read/read-file.ts'
import { openPdf } from './read/read-pdf.ts'
import { clockTexts, rowTexts } from './table/cell-text.ts'
import { columns, keyColumns, placeOf } from './table/columns.ts'
import { rowHash } from './table/row-hash.ts'
import { tableSource } from './table/table-source.ts'

/** What came of counting a file's figures again (核对结果). */
export interface Verification {
  agrees: boolean
  provenance: Provenance | null
  rows: number
  /** One line for each difference, at most `mostNamed`, and how many there are. */
  differences: string[]
  total: number
}

const mostNamed = 200

/**
 * Counts the figures of a file again as of its position (核对) and draws its picture again. `remadeAt` is
 * where the file may be made anew; it is left to whoever asks to take it away.
 */
export async function verifyExport(
  city: ExportCity,
  path: string,
  remadeAt: string,
): Promise<Verification> {
  const file = await readExport(path)
  const provenance = file === null ? null : provenanceOf(file)
  const refuse = (words: string): Verification => ({
    ...{ agrees: false, provenance, rows: file?.rows.length ?? 0 },
    ...{ differences: [words], total: 1 },
  })
  if (file === null || provenance === null)
    return refuse('文件里没有来源：不是本系统导出的，或已被截断、改写')
  const { pack } = city.view.epoch
  if (provenance.city !== pack.id)
    return refuse(`文件是 ${provenance.cityName} 的，本库是 ${pack.name} 的`)
  if (provenance.position > city.view.position)
    return refuse(`文件的日志位置 ${provenance.position} 在本库（${city.view.position}）之后`)

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
  const { named, total } = found
  return {
    ...{ agrees: total === 0, provenance, rows: file.rows.length },
    ...{ differences: named, total },
  }
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

interface Findings {
  add(words: string): void
  readonly named: string[]
  readonly total: number
}

function findings(): Findings {
  const named: string[] = []
  let total = 0
  return {
    add(words) {
      total += 1
      if (named.length < mostNamed) named.push(words)
    },
    named,
    get total() {
      return total
    },
  }
}

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

const said = (text: string | undefined): string => (text === undefined || text === '' ? '空' : text)

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
  if (file.equals(remade)) return
  if (format === 'pdf') {
    const [own, again] = [
      await (await openPdf(file)).words(),
      await (await openPdf(remade)).words(),
    ]
    if (own.join('\n') === again.join('\n')) return
    const page = own.findIndex((words, i) => words !== again[i])
    found.add(`第 ${page + 1} 页的文字与重印不同：文件被改过，或出自另一版本的程序`)
  } else if (format === 'svg' || !samePixels(file, remade)) {
    found.add('数字一致，但图形与重画不同：文件被改过，或出自另一版本的程序')
  }
}

const samePixels = (a: Buffer, b: Buffer): boolean => pixels(a).equals(pixels(b))
const pixels = (png: Buffer): Buffer =>
  Buffer.concat([...chunksOf(png)].filter(({ type }) => type === 'IDAT').map(({ data }) => data))
