/** What stands in a column: words, a figure printed by its indicator, a share 0–1, a date, an instant. */
export type ColumnKind = 'text' | 'integer' | 'figure' | 'share' | 'date' | 'instant'

export interface Column {
  name: string
  kind: ColumnKind
  /** Width in a sheet, in characters. */
  width: number
}

/** The columns of 数据: one row for one indicator of one region in one period. */
export const columns = [
  { name: '指标', kind: 'text', width: 18 },
  { name: '区域', kind: 'text', width: 14 },
  { name: '期', kind: 'text', width: 16 },
  { name: '数值', kind: 'figure', width: 14 },
  { name: '单位', kind: 'text', width: 8 },
  { name: '缺值原因', kind: 'text', width: 10 },
  { name: '状态', kind: 'text', width: 8 },
  { name: '分子', kind: 'integer', width: 10 },
  { name: '分母', kind: 'integer', width: 10 },
  { name: '上年同期', kind: 'figure', width: 14 },
  { name: '对比值', kind: 'figure', width: 14 },
  { name: '对比', kind: 'text', width: 12 },
  { name: '期未满', kind: 'text', width: 8 },
  { name: '起', kind: 'date', width: 12 },
  { name: '止（不含）', kind: 'date', width: 12 },
  { name: '数据截至', kind: 'instant', width: 18 },
  { name: '完整度', kind: 'share', width: 8 },
  { name: '陈旧', kind: 'text', width: 6 },
  { name: '指标编号', kind: 'text', width: 24 },
  { name: '口径版本', kind: 'integer', width: 8 },
  { name: '区域代码', kind: 'text', width: 16 },
  { name: '粒度', kind: 'text', width: 6 },
  { name: '期号', kind: 'text', width: 14 },
] as const satisfies readonly Column[]

export type ColumnName = (typeof columns)[number]['name']

/** What makes a row the row it is (行键). */
export const keyColumns: readonly ColumnName[] = ['指标编号', '区域代码', '粒度', '期号']

/** Where a column stands. */
export const placeOf = (name: ColumnName): number => columns.findIndex((one) => one.name === name)

/** A cell: text, a number, UTC ms for dates and instants; null = empty. */
export type Cell = string | number | null

/** How an indicator's figures are printed. */
export interface Print {
  unit: string
  decimals: number
}

/** One row with how its figures are printed. */
export interface TableRow {
  cells: readonly Cell[]
  print: Print
}
