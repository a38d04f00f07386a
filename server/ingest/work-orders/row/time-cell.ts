import { civilFromDay, hourMs, minuteMs } from '../../../../shared/time/civil.ts'
import type { Zone } from '../../../../shared/time/zone.ts'
import { excelDay, excelTime } from '../../tables/excel-day.ts'
import { cellText, type SheetCell } from '../../tables/grid.ts'
import { dateReader, type DateReader, type ReadTime } from './date-format.ts'

/** An instant of a cell; null = empty; `unread` = something else stands there. */
export type TimeCell = { ms: number; dateOnly: boolean } | 'unread' | null

const offsetGiven = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/
const empties = new Set(['-', '--', '—', '/', '\\N', 'null', 'NULL', '无', '0000-00-00 00:00:00'])

/** Reads one column's times by its formats, in the pack's or the mapping's zone. */
export function timeReader(formats: readonly string[], zone: Zone): (cell: SheetCell) => TimeCell {
  const readers = formats.map(dateReader)
  // A column is written in one way, mostly: what fitted last is tried first.
  let last = 0
  const read = (text: string): ReadTime | null => {
    const first = readers[last]?.(text)
    if (first) return first
    const found = readers.findIndex((reader: DateReader) => reader(text) !== null)
    if (found < 0) return null
    last = found
    return readers[found]?.(text) ?? null
  }
  return (cell) => {
    if (cell === null) return null
    if (cell.kind === 'fault') return 'unread'
    if (cell.kind === 'date') return ofDay(cell.day, cell.msOfDay, zone)
    const given = cellText(cell).normalize('NFKC').trim()
    if (given === '' || empties.has(given)) return null
    const serial = serialOf(given)
    if (serial !== null) return ofDay(excelDay(serial), excelTime(serial), zone)
    if (offsetGiven.test(given)) return { ms: Date.parse(given), dateOnly: false }
    const local = read(given.replace(/(\d)T(\d)/, '$1 $2'))
    if (local === null) return 'unread'
    return { ms: zone.fromLocal(local, 'earlier').ms, dateOnly: local.dateOnly }
  }
}

/** Excel's serial number (日期序列号) of 2000–2099, where the column's format was lost. */
function serialOf(text: string): number | null {
  if (!/^\d{5}(\.\d+)?$/.test(text)) return null
  const value = Number(text)
  return value >= 36_526 && value < 73_051 ? value : null
}

function ofDay(day: number, msOfDay: number | undefined, zone: Zone): TimeCell {
  const { year, month, date } = civilFromDay(day)
  const of = msOfDay ?? 0
  const local = {
    ...{ year, month, day: date },
    hour: Math.floor(of / hourMs),
    minute: Math.floor((of % hourMs) / minuteMs),
    second: Math.floor((of % minuteMs) / 1000),
  }
  return { ms: zone.fromLocal(local, 'earlier').ms, dateOnly: msOfDay === undefined }
}
