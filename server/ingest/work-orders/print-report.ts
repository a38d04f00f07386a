import type { ImportReport, Unmatched } from '../../../shared/imports/answers.ts'
import { issueLine } from './issue.ts'

const mostLines = 30

/** The report as lines for a terminal, in Chinese. */
export function printWorkOrderReport(report: ImportReport): string {
  const { issues, leftOut, masked, dropped } = report
  const list = (words: readonly Unmatched[]): string =>
    words
      .slice(0, 8)
      .map(
        ({ given, rows, near }) =>
          `${given || '（空）'} ${rows} 行${near.length > 0 ? `（近似：${near.join('、')}）` : ''}`,
      )
      .join('，')
  const known = (name: string, words: readonly Unmatched[]): string[] =>
    words.length === 0 ? [] : [`${name}  未识别 ${list(words)}`]
  return [
    `表      ${report.file}（${report.mapping}）${report.dryRun ? '试导，未写入' : ''}`,
    `读入    ${report.rows} 行，${report.cases} 件`,
    `收下    ${report.taken} 行；退回 ${report.rejected} 行`,
    `事实    ${report.facts} 条：新 ${report.accepted}，重复 ${report.duplicate}，不符 ${report.conflict}`,
    `弃列    ${dropped.map(({ header }) => header).join('、') || '无'}`,
    `隐去    ${
      Object.entries(masked)
        .map(([kind, n]) => `${kind} ${n}`)
        .join('，') || '无'
    }`,
    ...known('区域', report.regionsUnmatched),
    ...known('类型', report.typesUnmatched),
    ...known('单位', report.departmentsUnmatched),
    ...known('用词', report.wordsUnmatched),
    ...issues.slice(0, mostLines).map((issue) => `  ${issueLine(issue)}`),
    ...(issues.length + leftOut > mostLines ? [`  …… 共 ${issues.length + leftOut} 条`] : []),
  ].join('\n')
}
