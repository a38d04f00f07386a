/**
 * One cell as the file holds it, before anything is made of it; null = empty. `formula`: it is the
 * stored result of a formula (公式缓存值).
 */
export type SheetCell =
  | { kind: 'text'; text: string; formula?: true }
  /** `percent`: the cell is formatted as a percentage, so 0.95 reads 95 %. */
  | { kind: 'number'; value: number; percent: boolean; formula?: true }
  /** A date of Excel's as a local day ordinal, with the time of day where it has one. */
  | { kind: 'date'; day: number; msOfDay?: number; formula?: true }
  /** #DIV/0! and its like, or a formula without a stored value. */
  | { kind: 'fault'; text: string }
  | null

/** Merged cells (合并单元格), half-open, counted from 0. */
export interface Merge {
  top: number
  left: number
  bottom: number
  right: number
}

/** A sheet (工作表) as plain data, so that it passes from thread to thread. */
export interface Grid {
  name: string
  hidden: boolean
  rows: SheetCell[][]
  merges: Merge[]
  /** Whether rows beyond the limit were left unread. */
  cut: boolean
}

/** As many covered cells as are looked up: a merge over a whole sheet stays bounded (our default). */
const mostCovered = 500_000

/** A grid with its merged cells known. Rows and columns are counted from 0. */
export class Sheet {
  readonly height: number
  readonly width: number
  readonly #anchors = new Map<number, readonly [row: number, column: number]>()

  constructor(readonly grid: Grid) {
    this.height = grid.rows.length
    this.width = grid.rows.reduce((most, row) => Math.max(most, row.length), 0)
    for (const merge of grid.merges) this.#cover(merge)
  }

  /** What stands in the cell itself. */
  at(row: number, column: number): SheetCell {
    return this.grid.rows[row]?.[column] ?? null
  }

  /** What a person reads there: a merged cell says the same all over. For headers and labels. */
  filled(row: number, column: number): SheetCell {
    const anchor = this.#anchors.get(row * this.width + column)
    return anchor ? this.at(...anchor) : this.at(row, column)
  }

  /** Whether the cell is part of a merged one: its number then stands for several. */
  isMerged(row: number, column: number): boolean {
    return this.#anchors.has(row * this.width + column)
  }

  #cover({ top, left, bottom, right }: Merge): void {
    for (let row = top; row < Math.min(bottom, this.height); row += 1)
      for (let column = left; column < Math.min(right, this.width); column += 1) {
        if (this.#anchors.size >= mostCovered) return
        this.#anchors.set(row * this.width + column, [top, left])
      }
  }
}

/** A, B … Z, AA: the letter of a column counted from 0. */
export function columnLetter(column: number): string {
  let letters = ''
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  return letters
}

const two = (n: number): string => String(n).padStart(2, '0')

/** The cell as a person would write it; '' where it is empty. */
export function cellText(cell: SheetCell): string {
  if (cell === null) return ''
  if (cell.kind === 'date') {
    const date = new Date(cell.day * 86_400_000 + (cell.msOfDay ?? 0))
    const day = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`
    return cell.msOfDay === undefined ? day : `${day} ${date.toISOString().slice(11, 19)}`
  }
  if (cell.kind === 'number')
    return cell.percent
      ? `${Number((cell.value * 100).toPrecision(12))}%`
      : Number.isInteger(cell.value)
        ? cell.value.toFixed(0)
        : String(cell.value)
  return cell.text.trim()
}
