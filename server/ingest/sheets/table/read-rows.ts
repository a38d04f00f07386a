import type { Measure } from '../../../../shared/city/pack.ts'
import { DomainError } from '../../../../shared/errors.ts'
import type { Period } from '../../../../shared/time/period.ts'
import type { SheetCity } from '../city.ts'
import { foundText, type SheetIssue } from '../issue.ts'
import type { SheetMapping } from '../mapping/sheet-mapping.ts'
import { cellText, columnLetter, type Sheet, type SheetCell } from '../../tables/grid.ts'
import { sheetLimits } from '../../tables/limits.ts'
import { plain } from '../../tables/words.ts'
import { cellValue } from './cell-value.ts'
import type { DataColumn } from './column-plan.ts'
import type { ListedItem } from './columns.ts'
import type { Place } from './figure.ts'
import type { Label, LabelledRegion, Labels } from './labels.ts'
import { readNumber } from './numbers.ts'
import type { Steps } from '../steps.ts'
import type { Dimension, TableReading } from './read-table.ts'
import { unitOfNumbers } from './unit-of-numbers.ts'
import { splitUnit, wholeOf } from './units.ts'

/** One sheet, ready to be read row by row. */
export interface Rows {
  sheet: Sheet
  city: SheetCity
  mapping: SheetMapping
  labels: Labels
  items: readonly ListedItem[]
  /** Columns of labels on the left. */
  left: ReadonlyMap<Dimension, number>
  firstRow: number
  columns: readonly DataColumn[]
  titles: string
  fileName: string
  /** 「单位：万元」 above the header. */
  unit: string | null
  periodGiven?: string
}

/** Rows read before others get their turn (our default). */
const rowsAtOnce = 1_000

const text = (text: string): SheetCell => (text === '' ? null : { kind: 'text', text })

/** Crosses every row with every column of numbers; figures, rates and issues go into `reading`. */
export function* readRows(rows: Rows, reading: TableReading): Steps<void> {
  const seen = new Set<ListedItem>()
  const whole = wholePeriod(rows)
  const units = unitOfNumbers(rows, reading.issues)
  const regions = regionMemo(rows.labels)
  for (let row = rows.firstRow; row < rows.sheet.height; row += 1) {
    if (row % rowsAtOnce === 0) yield
    if (reading.figures.length > sheetLimits.figures) throw tooMany()
    const label = leftLabels(rows, row)
    if (label === 'ignored') continue
    const numbers = rows.columns.filter(({ column }) => holdsNumber(rows, row, column)).length
    if (numbers > 0 || !isBlank(rows, row)) reading.rows += 1
    const named = [label.region, label.measure, label.period].filter((one) => one !== undefined)
    // A row without numbers and with a label that is none of ours is a footnote.
    if (numbers === 0 && !named.every((one) => isKnown(rows, one, label))) continue
    const rowItem = label.measure && itemOf(rows, label.measure)
    if (rowItem === null) continue
    if (rowItem) seen.add(rowItem)
    const rowPeriod = label.period && rows.labels.period(label.period)
    if (rowPeriod === null) continue
    for (const column of rows.columns) {
      const item = rowItem ?? column.item ?? fixedItem(rows)
      const period = rowPeriod ?? (column.period ? rows.labels.period(column.period) : whole())
      if (!item || !period) continue
      const region = regions(label.region ?? column.region ?? fixedRegion(rows), period)
      if (region === null) continue
      readCell(rows, reading, { row, column, item, period, region, units })
    }
  }
  if (rows.mapping.measures.in === 'column') sayMissing(rows, seen, reading.issues)
}

const tooMany = () =>
  new DomainError({
    code: 'too-large',
    params: { what: `表中的数超过 ${sheetLimits.figures} 个；请按月或按区域分表上传。` },
  })

interface Cell {
  row: number
  column: DataColumn
  item: ListedItem
  period: Period
  region: LabelledRegion
  units: ReturnType<typeof unitOfNumbers>
}

function readCell(rows: Rows, reading: TableReading, cell: Cell): void {
  const { item, period, column, row } = cell
  const { region, total } = cell.region
  const { sheet, mapping } = rows
  const place: Place = { sheet: sheet.grid.name, row: row + 1, column: column.letter }
  const label = rows.left.get('measure')
  const own = label === undefined ? null : splitUnit(cellText(sheet.filled(row, label))).unit
  if (item.kind === 'rate') {
    const { rate, unit } = item.item
    const read = cellValue(
      sheet,
      row,
      column.column,
      place,
      { unit, to: unit },
      mapping,
      reading.issues,
    )
    if (read === null || read.value === null) return
    const scale = wholeOf(unit) ?? 1
    reading.rates.push({ ...place, ...rate, region, period, ...read, value: read.value, scale })
    return
  }
  const unit = cell.units(item, own ?? column.unit, place)
  if (unit === null) return
  const { measure } = item
  const to = { unit, to: measure.unit }
  const read = cellValue(sheet, row, column.column, place, to, mapping, reading.issues)
  if (read === null) return
  reading.figures.push({ ...place, measure, region, period, ...read, total })
}

interface RowLabels {
  region?: Label
  measure?: Label
  period?: Label
}

function leftLabels({ sheet, left, labels }: Rows, row: number): RowLabels | 'ignored' {
  const found: RowLabels = {}
  for (const [dimension, column] of left) {
    if (dimension === 'parent') continue
    const cell = sheet.filled(row, column)
    if (labels.isIgnored(cellText(cell))) return 'ignored'
    found[dimension] = { cell, row: row + 1, column: columnLetter(column) }
  }
  const parent = left.get('parent')
  if (found.region && parent !== undefined)
    found.region.parent = cellText(sheet.filled(row, parent))
  return found
}

const holdsNumber = ({ sheet, mapping }: Rows, row: number, column: number): boolean => {
  const { kind } = readNumber(sheet.filled(row, column), mapping)
  return kind === 'number' || kind === 'rounded' || kind === 'fault'
}

const isBlank = ({ sheet }: Rows, row: number): boolean =>
  (sheet.grid.rows[row] ?? []).every((cell) => cell === null)

/** Whether a label of a row without numbers is one of ours: then its cells are "not reported". */
function isKnown({ city, labels, items }: Rows, label: Label, all: RowLabels): boolean {
  const given = cellText(label.cell)
  if (given === '') return false
  if (label === all.period) return labels.isPeriod(label.cell)
  if (label === all.measure) return itemNamed(items, given) !== undefined
  const { tree, names, zone } = city
  const today = zone.isoDate(0)
  const aliases = labels.mapping.regions.in === 'fixed' ? {} : labels.mapping.regions.aliases
  return names.find(given, { within: tree.root, aliases }, today).kind !== 'unknown'
}

const ordinal = /^([一二三四五六七八九十]+、|\(?\d+\)?[.、]?|其中:?)/

const itemNamed = (items: readonly ListedItem[], given: string): ListedItem | undefined => {
  const { name } = splitUnit(given)
  const bare = name.replace(ordinal, '')
  return items.find(({ item }) => {
    const wanted = splitUnit([item.name].flat().at(-1) ?? '').name
    return wanted === name || wanted === bare
  })
}

/** null = a row of something else: the table may hold more than we take. */
const itemOf = (rows: Rows, label: Label): ListedItem | null =>
  itemNamed(rows.items, cellText(label.cell)) ?? null

function fixedItem({ mapping, city, items, sheet }: Rows): ListedItem | null {
  const { measures } = mapping
  if (measures.in === 'sheet') return itemNamed(items, sheet.grid.name) ?? null
  if (measures.in !== 'fixed') return null
  const measure: Measure | undefined = city.measures.get(measures.measure)
  if (measure === undefined) return null
  const item = { name: measure.name, measure: measure.id }
  return { kind: 'measure', measure, unit: measures.unit ?? null, item }
}

function fixedRegion({ mapping, sheet }: Rows): Label {
  const { regions } = mapping
  const cell = text(regions.in === 'fixed' ? regions.code : sheet.grid.name)
  return { cell, row: 0, column: null }
}

/** The period of the whole sheet, asked for once and only where a cell needs it. */
function wholePeriod({ labels, mapping, sheet, titles, fileName, periodGiven }: Rows) {
  const { periods } = mapping
  let found: Period | null | undefined
  const ask = (): Period | null => {
    const at = (given: string): Label => ({ cell: text(given), row: 0, column: null })
    if (periodGiven !== undefined) return labels.period(at(periodGiven))
    if (periods.in === 'fixed') return labels.period(at(periods.period))
    const given = { title: titles, sheet: sheet.grid.name, file: fileName, column: '', header: '' }
    return labels.period(at(given[periods.in]), true)
  }
  return (): Period | null => (found === undefined ? (found = ask()) : found)
}

/** A region is looked up once for a label and a period, however many cells stand beside it. */
function regionMemo(labels: Labels) {
  const known = new Map<string, LabelledRegion | null>()
  return (label: Label, period: Period): LabelledRegion | null => {
    const key = `${cellText(label.cell)}|${label.parent ?? ''}|${label.row}|${label.column}|${period.from}`
    const found = known.get(key)
    if (found !== undefined) return found
    const region = labels.region(label, period)
    known.set(key, region)
    return region
  }
}

/** Rows that the mapping names and the sheet does not have. */
function sayMissing(rows: Rows, seen: ReadonlySet<ListedItem>, issues: SheetIssue[]): void {
  for (const item of rows.items)
    if (!seen.has(item))
      issues.push({
        code: 'unknown-measure',
        severity: 'error',
        sheet: rows.sheet.grid.name,
        row: rows.firstRow,
        column: columnLetter(rows.left.get('measure') ?? 0),
        expected: `名为“${plain([item.item.name].flat().at(-1) ?? '')}”的行`,
        found: foundText(''),
      })
}
