import type { Zone } from '../../../shared/time/zone.ts'
import { columns, type Cell, type ColumnKind } from './columns.ts'
import { neutral } from './neutral.ts'

const two = (n: number): string => String(n).padStart(2, '0')

/** Local dates and times of a zone as files write them; the same few instants come again and again. */
export function clockTexts(zone: Zone) {
  const known = new Map<number, string>()
  const make = (ms: number, seconds: boolean): string => {
    const day = zone.isoDate(zone.dayOf(ms))
    const rest = zone.msOfDay(ms)
    const minutes = Math.floor(rest / 60_000)
    const time = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
    if (seconds) return `${day} ${time}:${two(Math.floor((rest / 1000) % 60))}`
    return rest === 0 ? day : `${day} ${time}`
  }
  return {
    /** 2026-10-01, or 2026-10-01 13:00 where it is not midnight. */
    date(ms: number): string {
      const text = known.get(ms) ?? make(ms, false)
      if (known.size > 20_000) known.clear()
      known.set(ms, text)
      return text
    },
    /** 2026-10-01 13:05:09 */
    instant: (ms: number): string => make(ms, true),
  }
}
export type ClockTexts = ReturnType<typeof clockTexts>

/** A cell as text (单元文本), the same in every format; what hashes and comparisons are made of. */
export function cellText(cell: Cell, kind: ColumnKind, clock: ClockTexts): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return neutral(cell)
  if (kind === 'date') return clock.date(cell)
  return kind === 'instant' ? clock.instant(cell) : String(cell)
}

/** The texts of a row of 数据, in the order of the columns. */
export const rowTexts = (cells: readonly Cell[], clock: ClockTexts): string[] =>
  columns.map(({ kind }, i) => cellText(cells[i] ?? null, kind, clock))
