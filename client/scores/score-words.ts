import type { ScoreCell, ScoreGrain, ScoreIndicator } from '../../shared/scores/answers.ts'
import { figureOf } from '../panels/format.ts'
import { numeralOf, severityOfStatus } from '../panels/severity.ts'

export const grainNames: Record<ScoreGrain, string> = { week: '周', month: '月', quarter: '季' }

/** 96.4 without its unit; 无数据 where nothing covers it, — where nothing was due. */
export function valueWords(cell: ScoreCell, column: ScoreIndicator): string {
  if (cell.value !== null) return figureOf(cell.value, column.decimals)
  return cell.denominator === null ? '无数据' : '—'
}

/** 2–4/10: the places that the interval allows, of so many; 3/10 where there is one, 并列 where all are. */
export function placeWords(cell: ScoreCell, of: number): string {
  if (cell.places === null) return cell.denominator ? '件数不足' : ''
  const [best, worst] = cell.places
  if (best === 1 && worst === of && of > 1) return '并列'
  return best === worst ? `${best}/${of}` : `${best}–${worst}/${of}`
}

/** The cell as it is read aloud. */
export function spokenCell(
  name: string,
  cell: ScoreCell,
  column: ScoreIndicator,
  of: number | null,
): string {
  const severity = severityOfStatus(cell.status)
  const value = cell.value === null ? '' : column.unit
  return [
    name,
    `${column.name} ${valueWords(cell, column)}${value}`,
    cell.denominator ? `${cell.numerator}/${cell.denominator} 件` : null,
    of !== null && cell.places ? `名次 ${placeWords(cell, of)}` : null,
    cell.places === null && of !== null && cell.denominator ? '件数不足，不排名' : null,
    severity === null ? null : `${numeralOf(severity)}级`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** The change since the period before, in points: +0.3, −1.2, 持平; null where it cannot be said. */
export function changeWords(cell: ScoreCell, column: ScoreIndicator): string | null {
  if (cell.value === null || cell.previous === null) return null
  const text = figureOf(Math.abs(cell.value - cell.previous), column.decimals)
  if (!/[1-9]/.test(text)) return '持平'
  return `${cell.value > cell.previous ? '+' : '−'}${text}`
}
