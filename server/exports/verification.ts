import type { Provenance } from '../../shared/exports/provenance.ts'
import type { CityView } from '../queries/city-view.ts'
import { openPdf } from './read/read-pdf.ts'

/** Which city and position a file is of, and who had it made (来源). */
export type FileSource = Pick<Provenance, 'city' | 'cityName' | 'position' | 'by'>

/** What came of counting a file's figures again (核对结果). */
export interface Verification {
  agrees: boolean
  provenance: FileSource | null
  rows: number
  /** One line for each difference, at most `mostNamed`, and how many there are. */
  differences: string[]
  total: number
}

const mostNamed = 200

/** Differences as they are found (不一致之处). */
export interface Findings {
  add(words: string): void
  readonly total: number
  /** What came of it. */
  done(provenance: FileSource | null, rows: number): Verification
}

export function findings(): Findings {
  const differences: string[] = []
  let total = 0
  return {
    add(words) {
      total += 1
      if (differences.length < mostNamed) differences.push(words)
    },
    get total() {
      return total
    },
    done: (provenance, rows) => ({ agrees: total === 0, provenance, rows, differences, total }),
  }
}

/** A file that can't be counted again, and why (不能核对). */
export function refused(words: string, provenance: FileSource | null, rows = 0): Verification {
  const found = findings()
  found.add(words)
  return found.done(provenance, rows)
}

/** Why a file can't be counted again from these data (不在本库); null where it can. */
export function elsewhere(
  { epoch: { pack }, position }: CityView,
  from: FileSource,
): string | null {
  if (from.city !== pack.id) return `文件是 ${from.cityName} 的，本库是 ${pack.name} 的`
  return from.position > position
    ? `文件的日志位置 ${from.position} 在本库（${position}）之后`
    : null
}

/** What stands in a file and what was counted, for people. */
export const said = (text: string | undefined): string =>
  text === undefined || text === '' ? '空' : text

/** Words of a print or a picture beside those of the same made again (文字核对), one line for each difference. */
export function compareWords(
  where: string,
  own: readonly string[],
  again: readonly string[],
  found: Findings,
): void {
  if (own.length !== again.length) {
    const first = own.findIndex((word, i) => word !== again[i])
    const at = first < 0 ? own.length : first
    found.add(`${where}：自“${said(own[at])}”起与重做的“${said(again[at])}”不同`)
    return
  }
  for (const [i, word] of own.entries())
    if (word !== again[i]) found.add(`${where}：文件为 ${said(word)}，重做为 ${said(again[i])}`)
}

/** Two prints page by page (核对印本): the words, in the order in which they were written. */
export async function comparePrints(own: Buffer, again: Buffer, found: Findings): Promise<void> {
  if (own.equals(again)) return
  const [pages, remade] = [await (await openPdf(own)).words(), await (await openPdf(again)).words()]
  if (pages.length !== remade.length)
    found.add(`页数：文件有 ${pages.length} 页，重印为 ${remade.length} 页`)
  for (const [i, words] of pages.entries())
    compareWords(`第 ${i + 1} 页`, words, remade[i] ?? [], found)
}
