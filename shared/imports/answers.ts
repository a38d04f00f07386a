import type { WorkOrderField, WorkOrderMapping } from './mapping.ts'

/** A column of an uploaded sheet (列): `index` from 0; `samples` at most five, masked. */
export interface PreviewColumn {
  index: number
  header: string
  samples: string[]
  /** Why the column will never be read (禁存列), in words; null = it may be mapped. */
  dropped: string | null
}

export interface PreviewSheet {
  name: string
  /** The row that looks like the header, from 1. */
  headerRow: number
  columns: PreviewColumn[]
  /** Rows below the header; null where the file is too long to have been counted. */
  rows: number | null
}

/** A mapping still being made (草案): required columns may be missing. */
export type WorkOrderDraft = Omit<WorkOrderMapping, 'columns'> & {
  columns: Partial<WorkOrderMapping['columns']>
}

/** What an uploaded file holds (导入预览). `upload` names the kept file until `expiresAt`. */
export interface PreviewAnswer {
  upload: string
  file: string
  bytes: number
  /** UTC ms. */
  expiresAt: number
  sheets: PreviewSheet[]
  /** Guessed from headers and values, for the first sheet that has work orders. */
  suggestion: WorkOrderDraft
  /** Mappings whose every column stands in the file. */
  saved: { id: string; name: string }[]
}

/** A mapping that may be used again: the pack's own, or saved by a person. */
export interface SavedMapping {
  id: string
  name: string
  origin: 'pack' | 'saved'
  mapping: WorkOrderMapping
  /** UTC ms; null for the pack's. */
  savedAt: number | null
}

/** One thing found in a file (导入问题): an `error` cost its row, a `warning` cost nothing or one value. */
export interface ImportIssue {
  code: string
  severity: 'error' | 'warning'
  /** Row as the spreadsheet numbers it; 0 = the file as a whole. */
  row: number
  field: WorkOrderField | null
  /** Header of the column; null = the row as a whole. */
  header: string | null
  /** What stands there, masked and at most a line. */
  found: string
  /** What is wrong and what to do, in Chinese. */
  message: string
}

/** A word that the pack does not know (未识别), with how many rows say it and what may have been meant. */
export interface Unmatched {
  given: string
  rows: number
  near: string[]
}

/**
 * What an import did, or a dry run would do (导入报告). Every row is in `taken` or `rejected`: a row of
 * which only one step was refused is rejected too, although its other facts stand.
 */
export interface ImportReport {
  file: string
  mapping: string
  dryRun: boolean
  /** Rows read; of them taken in (with their facts) and refused. */
  rows: number
  taken: number
  rejected: number
  /** Work orders that the rows speak of, each once. */
  cases: number
  /** Facts told, and what became of them; a dry run counts those that would be new as `accepted`. */
  facts: number
  accepted: number
  duplicate: number
  conflict: number
  /** How often each code was met. */
  counts: Record<string, number>
  /** The first 200. */
  issues: ImportIssue[]
  leftOut: number
  dropped: { index: number; header: string; why: string }[]
  regionsUnmatched: Unmatched[]
  typesUnmatched: Unmatched[]
  departmentsUnmatched: Unmatched[]
  /** Words of 状态, 等级 and 满意度 that nobody knows: to be mapped (值对照). */
  wordsUnmatched: (Unmatched & { field: 'status' | 'severity' | 'rating' })[]
  /** What was masked in free text before storing, by kind (电话, 证件号, 车牌, 邮箱). */
  masked: Record<string, number>
  /** Position in the log after the import; null for a dry run or where nothing was appended. */
  position: number | null
}
