import type { AnalysisNote } from '../../../shared/analysis/answers.ts'
import { analysisAsk } from '../../queries/analysis/analysis-ask.ts'
import { analysisClock } from '../../queries/analysis/analysis-clock.ts'
import { scopeOf, type AskedExport, type ExportCity } from '../asked.ts'
import { chunksOf } from './chunks.ts'
import type { TableRow } from './columns.ts'
import { clockRowsOf, rowsOf } from './rows.ts'

/** The rows of an export (数据), part by part, and how many to expect at most. */
export interface TableSource {
  expected: number
  parts(): Generator<TableRow[]>
}

/** What can't be answered at all, in parts or whole. */
const fatal = new Set(['no-indicators', 'no-regions', 'impossible-window', 'future-window'])

/** Why there is nothing to export (不能导出的原因); null where there is. */
export function refusalOf(notes: readonly AnalysisNote[]): string | null {
  const words = notes.filter(({ code }) => fatal.has(code)).map((note) => note.words)
  return words.length === 0 ? null : words.join('；')
}

/** Where the rows of an export come from: `analysis.ask`, the same as on screen. */
export function tableSource({ view }: ExportCity, asked: AskedExport): TableSource {
  const { question } = asked
  const standing = view.standing(question.at)
  const sees = scopeOf(asked, standing)
  if (question.view === 'clock') {
    const { lines, window } = analysisClock(view, question, sees)
    return {
      expected: lines.length * 7 * 24,
      *parts() {
        for (const line of lines) yield [...clockRowsOf(line, window, standing)]
      },
    }
  }
  const chunks = chunksOf(question, view.zone, standing.now)
  return {
    expected: chunks.reduce((sum, { rows }) => sum + rows, 0),
    *parts() {
      for (const chunk of chunks) {
        const { lines } = analysisAsk(view, { ...chunk.question, view: 'table' }, sees)
        yield lines.flatMap((line) => [...rowsOf(line, standing)])
      }
    },
  }
}
