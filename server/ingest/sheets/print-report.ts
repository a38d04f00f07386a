import { placeOf, type SheetIssue } from './issue.ts'
import type { SheetReport } from './take-table.ts'

const signs = { error: '未收', warning: '提醒', note: '说明' } as const
const mostLines = 50

/** The report as lines for a terminal, in Chinese. */
export function printSheetReport(report: SheetReport): string {
  const { figures, facts, counts } = report
  return [
    `表      ${report.file}（${report.mapping} → ${report.feed}）`,
    `时期    ${report.periods.join('、') || '无'}`,
    `读入    ${report.rows} 行，${figures.read} 格，其中空 ${figures.empty}`,
    `收下    ${figures.changed} 格（更正 ${figures.revised}），与已报相同 ${figures.unchanged}，未收 ${figures.refused}`,
    `事实    收 ${facts.accepted}，重复 ${facts.duplicate}，拒 ${facts.rejected}`,
    `覆盖    ${report.covered.join('、') || '无'}`,
    ...report.dropped.map(
      ({ column, header }) => `弃列    ${column} 列 ${header}（个人信息，未读入）`,
    ),
    ...(report.ignored.length > 0
      ? [`不取    ${report.ignored.map(({ column, header }) => `${column} ${header}`).join('、')}`]
      : []),
    `问题    未收 ${counts.errors}，提醒 ${counts.warnings}，说明 ${counts.notes}`,
    ...report.issues.slice(0, mostLines).map((issue) => `  ${issueLine(issue)}`),
    ...(report.issues.length > mostLines
      ? [`  …… 共 ${report.issues.length + report.leftOut} 条`]
      : []),
  ].join('\n')
}

/** 未收 第 12 行 D 列 negative-count：应为…，现为“-3” */
export function issueLine(issue: SheetIssue): string {
  const place = placeOf(issue) || '全表'
  const found = issue.found === '' ? '' : `；现为“${issue.found}”`
  return `${signs[issue.severity]} ${place} ${issue.code}：应为${issue.expected}${found}`
}
