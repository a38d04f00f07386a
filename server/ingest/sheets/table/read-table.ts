import type { SheetCity } from '../city.ts'
import { foundText, type SheetIssue } from '../issue.ts'
import type { Header, SheetMapping } from '../mapping/sheet-mapping.ts'
import { cellText, Sheet, type Grid } from '../../tables/grid.ts'
import { sheetLimits } from '../../tables/limits.ts'
import { plain } from '../../tables/words.ts'
import type { Steps } from '../steps.ts'
import { planColumns, missing } from './column-plan.ts'
import { columnHeads, headerRows, isHeader, listedItems, tableUnit } from './columns.ts'
import type { Figure, RateFigure } from './figure.ts'
import {
  forbiddenByName,
  forbiddenByValues,
  forbiddenIssue,
  type DroppedColumn,
} from './forbidden.ts'
import { Labels } from './labels.ts'
import { yearIn } from './period-words.ts'
import { readRows } from './read-rows.ts'

/** What a file's sheets say, before it is judged. */
export interface TableReading {
  figures: Figure[]
  rates: RateFigure[]
  issues: SheetIssue[]
  dropped: DroppedColumn[]
  ignored: { sheet: string; column: string; header: string }[]
  /** Rows below the headers that hold anything. */
  rows: number
}

export interface TableFile {
  /** The file's name, for mappings that read the period from it. */
  name: string
  grids: readonly Grid[]
  /** A period given beside the file (2026-10): stands in for the mapping's own. */
  period?: string
}

/** Reads the sheets that a mapping names. Bad input is an issue with its place, never an exception. */
export function* readTable(
  file: TableFile,
  mapping: SheetMapping,
  city: SheetCity,
): Steps<TableReading> {
  const reading: TableReading = {
    figures: [],
    rates: [],
    issues: [],
    dropped: [],
    ignored: [],
    rows: 0,
  }
  const grids = chosen(file.grids, mapping)
  if (grids.length === 0)
    reading.issues.push({
      code: 'no-sheet',
      severity: 'error',
      sheet: '',
      row: 0,
      column: null,
      expected: `工作表“${mapping.sheet}”`,
      found: foundText(file.grids.map(({ name }) => name).join('、')),
    })
  for (const grid of grids) yield* readSheet(new Sheet(grid), file, mapping, city, reading)
  return reading
}

function chosen(grids: readonly Grid[], { sheet }: SheetMapping): Grid[] {
  const visible = grids.filter((grid) => !grid.hidden)
  if (sheet === '*') return visible
  // A CSV file has one sheet without a name.
  if (grids.length === 1 && grids[0]?.name === '') return [...grids]
  const one =
    typeof sheet === 'number'
      ? visible[sheet - 1]
      : grids.find(({ name }) => plain(name) === plain(sheet))
  return one ? [one] : []
}

function* readSheet(
  sheet: Sheet,
  file: TableFile,
  mapping: SheetMapping,
  city: SheetCity,
  reading: TableReading,
): Steps<void> {
  const { name, cut } = sheet.grid
  const { issues } = reading
  const header = headerRows(sheet, mapping.header)
  if (header === null)
    return void issues.push({
      code: 'no-header',
      severity: 'error',
      sheet: name,
      row: mapping.header.row ?? 0,
      column: null,
      expected: mapping.header.find ? `表头“${mapping.header.find}”` : '表头',
      found: '',
    })
  if (cut)
    issues.push({
      code: 'rows-beyond-limit',
      severity: 'error',
      sheet: name,
      row: sheetLimits.rows,
      column: null,
      expected: `一张表不超过 ${sheetLimits.rows} 行；其后的行没有读`,
      found: '',
    })
  const heads = columnHeads(sheet, header)
  const titles = titlesOf(sheet, header[0])
  const { periods } = mapping
  const year =
    (periods.in !== 'fixed' ? periods.year : undefined) ??
    yearIn(titles) ??
    yearIn(name) ??
    yearIn(file.name)
  const labels = new Labels(city, mapping, name, year)

  const left = new Map<Dimension, number>()
  let complete = true
  for (const [dimension, wanted] of labelHeaders(mapping)) {
    const head = heads.find((one) => isHeader(one, wanted))
    if (head) left.set(dimension, head.column)
    else {
      missing({ sheet, header, issues }, [wanted].flat().join('/'))
      complete = false
    }
  }
  const taken = new Set(left.values())
  const drop = (columns: readonly DroppedColumn[]): Set<string> => {
    reading.dropped.push(...columns)
    issues.push(...columns.map((column) => forbiddenIssue(column, header[1])))
    return new Set(columns.map(({ column }) => column))
  }
  const others = heads.filter(({ column }) => !taken.has(column))
  const byName = drop(forbiddenByName(sheet, others))
  const allowed = others.filter(({ letter }) => !byName.has(letter))
  const items = 'list' in mapping.measures ? listedItems(mapping.measures.list, city.measures) : []
  const plan = planColumns(mapping, { sheet, heads: allowed, header, labels, items, issues })
  const read = new Set(plan.data.map(({ column }) => column))
  const unread = allowed.filter(({ column }) => !read.has(column))
  const byValues = drop(forbiddenByValues(sheet, unread, header[1], city.names.all))
  for (const column of plan.ignored)
    if (!byValues.has(column.column)) reading.ignored.push({ sheet: name, ...column })
  if (!complete) return

  yield* readRows(
    {
      sheet,
      city,
      mapping,
      labels,
      items,
      left,
      firstRow: header[1],
      columns: plan.data,
      titles,
      fileName: file.name,
      unit: tableUnit(sheet, header[0]),
      ...(file.period !== undefined && { periodGiven: file.period }),
    },
    reading,
  )
  issues.push(...labels.issues)
}

export type Dimension = 'region' | 'parent' | 'measure' | 'period'

/** The columns on the left that say what a row is about. */
function labelHeaders({ regions, measures, periods }: SheetMapping): [Dimension, Header][] {
  const headers: [Dimension, Header][] = []
  if (regions.in === 'column') {
    headers.push(['region', regions.header])
    if (regions.parent !== undefined) headers.push(['parent', regions.parent])
  }
  if (measures.in === 'column') headers.push(['measure', measures.header])
  if (periods.in === 'column') headers.push(['period', periods.header])
  return headers
}

/** Everything that stands above the header. */
function titlesOf(sheet: Sheet, above: number): string {
  const texts: string[] = []
  for (let row = 0; row < above; row += 1)
    for (let column = 0; column < sheet.width; column += 1) {
      const text = cellText(sheet.at(row, column))
      if (text !== '') texts.push(text)
    }
  return texts.join(' ')
}
