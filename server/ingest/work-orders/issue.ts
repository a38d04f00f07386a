import type { ImportIssue } from '../../../shared/imports/answers.ts'
import { fieldName, type WorkOrderField } from '../../../shared/imports/mapping.ts'
import { foundText } from '../tables/words.ts'

/** What a row said wrong or unclearly, before its place in the file is known. */
export interface RowFinding {
  code: string
  severity: 'error' | 'warning'
  field: WorkOrderField | null
  found: string
  message: string
}

/** Collects the findings of one row. */
export class Findings {
  readonly all: RowFinding[] = []

  /** Something that costs a fact or the row. */
  refuse(code: string, field: WorkOrderField | null, found: string, message: string): void {
    this.all.push({ code, severity: 'error', field, found: foundText(found), message })
  }

  /** Something to look at; the row goes in. */
  warn(code: string, field: WorkOrderField | null, found: string, message: string): void {
    this.all.push({ code, severity: 'warning', field, found: foundText(found), message })
  }
}

/** 「诉求时间」 */
export const quoted = (field: WorkOrderField): string => `「${fieldName[field]}」`

/** 第 12 行「诉求时间」：… */
export function issueLine({ row, field, header, message }: ImportIssue): string {
  const place = row > 0 ? `第 ${row} 行` : '全表'
  const column = header ?? (field === null ? '' : fieldName[field])
  return `${place}${column === '' ? '' : `「${column}」`}：${message}`
}
