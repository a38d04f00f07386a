import { read, utils } from '@e965/xlsx'
import { dayMs } from '../../../shared/time/civil.ts'
import { makeZone } from '../../../shared/time/zone.ts'
import { clockTexts } from '../table/cell-text.ts'
import { columns, type ColumnKind } from '../table/columns.ts'
import { provenanceName } from '../table/csv.ts'
import type { FileFigures } from './read-file.ts'

const firstSerial = 25_569

/** The rows of an exported workbook as texts, and what its 来源与截至 says. */
export function workbookFigures(bytes: Buffer): FileFigures {
  const book = read(bytes, { dense: true, cellText: false, cellHTML: false })
  const sheet = (name: string): unknown[][] => {
    const found = book.Sheets[name]
    return found === undefined
      ? []
      : utils.sheet_to_json(found, { header: 1, raw: true, defval: null })
  }
  const [header = [], ...rows] = sheet('数据')
  // A serial is local already: read as if it were UTC, it is the wall clock's own reading.
  const clock = clockTexts(makeZone('UTC'))
  const text = (value: unknown, kind: ColumnKind): string => {
    if (typeof value !== 'number') return value === null || value === undefined ? '' : String(value)
    if (kind !== 'date' && kind !== 'instant') return String(value)
    const ms = Math.round(((value - firstSerial) * dayMs) / 1000) * 1000
    return kind === 'date' ? clock.date(ms) : clock.instant(ms)
  }
  const source = sheet('来源与截至').find(([name]) => name === provenanceName)?.[1]
  return {
    header: header.map(String),
    rows: rows.map((row) => columns.map(({ kind }, i) => text(row[i], kind))),
    source: typeof source === 'string' ? source : null,
  }
}
