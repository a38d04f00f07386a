import { foundText, type SheetIssue } from '../issue.ts'
import type { SheetMapping } from '../mapping/sheet-mapping.ts'
import { cellText, type Sheet, type SheetCell } from '../../tables/grid.ts'
import { isHeader, type ColumnHead, type ListedItem } from './columns.ts'
import type { Label, Labels } from './labels.ts'
import { splitUnit } from './units.ts'

/** What a column of numbers says by its header; absent = said elsewhere. */
export interface DataColumn {
  column: number
  letter: string
  item?: ListedItem
  region?: Label
  period?: Label
  unit: string | null
}

export interface ColumnPlan {
  data: DataColumn[]
  /** Columns that are nothing to us: not read, not stored. */
  ignored: { column: string; header: string }[]
}

interface Frame {
  sheet: Sheet
  heads: readonly ColumnHead[]
  header: readonly [number, number]
  labels: Labels
  items: readonly ListedItem[]
  issues: SheetIssue[]
}

/** Which columns hold numbers, and of what, by the header alone. */
export function planColumns(mapping: SheetMapping, frame: Frame): ColumnPlan {
  const plan: ColumnPlan = { data: [], ignored: [] }
  for (const head of frame.heads) {
    const column = dataColumn(mapping, frame, head)
    if (column !== null) plan.data.push(column)
    else if (head.lines.some(Boolean))
      plan.ignored.push({ column: head.letter, header: foundText(head.lines.join('/')) })
  }
  const { measures } = mapping
  if (measures.in === 'header') {
    for (const item of frame.items)
      if (!plan.data.some((column) => column.item === item))
        missing(frame, [item.item.name].flat().join('/'))
    dropAmbiguous(plan, frame)
  }
  return plan
}

function dataColumn(mapping: SheetMapping, frame: Frame, head: ColumnHead): DataColumn | null {
  const { measures, regions, periods, value } = mapping
  const { column, letter, unit } = head
  const found: DataColumn = { column, letter, unit }
  if (value !== undefined) return isHeader(head, value.header) ? found : null
  if (measures.in === 'header') {
    const line = measures.line
    const shown = line === undefined ? head : { ...head, lines: [head.lines[line - 1] ?? ''] }
    const item = frame.items.find(({ item }) => isHeader(shown, item.name))
    if (item === undefined) return null
    found.item = item
  }
  if (periods.in === 'header') {
    const label = periodLabel(frame, head, periods.line)
    if (label === null) return null
    found.period = label
  }
  if (regions.in === 'header') {
    const label = headerLabel(frame, head, regions.line ?? mapping.header.rows)
    const text = cellText(label.cell)
    if (text === '' || frame.labels.isIgnored(text)) return null
    found.region = label
  }
  return found
}

/** The line of the header that names a period; one that tries to and fails is still taken, to be blamed. */
function periodLabel(frame: Frame, head: ColumnHead, line: number | undefined): Label | null {
  const rows = frame.header[1] - frame.header[0]
  const lines = line === undefined ? Array.from({ length: rows }, (_, i) => rows - i) : [line]
  const candidates = lines.map((n) => headerLabel(frame, head, n))
  const good = candidates.find(({ cell }) => frame.labels.isPeriod(cell))
  if (good) return good
  const tried = candidates.find(({ cell }) => looksLikePeriod(cell))
  return tried && !frame.labels.isIgnored(cellText(tried.cell)) ? tried : null
}

const looksLikePeriod = (cell: SheetCell): boolean => {
  const text = cellText(cell)
  return /\d/.test(text) && /^[\d年月日季度周旬第上中下Q/.\-]+$/i.test(text.replace(/\s/g, ''))
}

function headerLabel(frame: Frame, { column, letter }: ColumnHead, line: number): Label {
  const row = frame.header[0] + line - 1
  const cell = frame.sheet.filled(row, column)
  // Units behind a region's or period's name say nothing about it.
  const named = cell?.kind === 'text' ? { ...cell, text: splitUnit(cell.text).name } : cell
  return { cell: named, row: row + 1, column: letter }
}

/** Two columns of the same header: which one counts nobody can say, so neither does. */
function dropAmbiguous(plan: ColumnPlan, frame: Frame): void {
  const nameOf = ({ item, period, region }: DataColumn): string =>
    JSON.stringify([
      [item?.item.name].flat(),
      period && cellText(period.cell),
      region && cellText(region.cell),
    ])
  const counts = new Map<string, number>()
  for (const column of plan.data) counts.set(nameOf(column), (counts.get(nameOf(column)) ?? 0) + 1)
  plan.data = plan.data.filter((column) => {
    if (counts.get(nameOf(column)) === 1) return true
    frame.issues.push({
      code: 'ambiguous-header',
      severity: 'error',
      sheet: frame.sheet.grid.name,
      row: frame.header[1],
      column: column.letter,
      expected: '每个表头只出现一次；请改表头，或在映射中写出两行表头',
      found: [column.item?.item.name].flat().join('/'),
    })
    return false
  })
}

/** A header that the mapping names and the sheet does not have. */
export function missing(frame: Pick<Frame, 'sheet' | 'header' | 'issues'>, name: string): void {
  frame.issues.push({
    code: 'missing-column',
    severity: 'error',
    sheet: frame.sheet.grid.name,
    row: frame.header[1],
    column: null,
    expected: `表头“${name}”`,
    found: '',
  })
}
