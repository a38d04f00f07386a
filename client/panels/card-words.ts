import type { BoardTile } from '../../shared/indicators/answers.ts'
import { figureOf } from './format.ts'

/** 黄线 95 · 红线 85; 相对阈值 where it is against a target or last year; null = it has none. */
export function thresholdWords({ meta }: Pick<BoardTile, 'meta'>): string | null {
  const { yellowLine, redLine, alarmSide } = meta
  if (alarmSide === null) return null
  const plain = (line: number) => figureOf(line, Number.isInteger(line) ? 0 : meta.decimals || 1)
  const lines = [
    yellowLine === null ? null : `黄线 ${plain(yellowLine)}`,
    redLine === null ? null : `红线 ${plain(redLine)}`,
  ].filter((line) => line !== null)
  return lines.length > 0 ? lines.join('　') : '相对目标或同期，见口径'
}

/** 1,842 ÷ 1,907; null for a plain value and where the parts are withheld. */
export function fractionWords(tile: Pick<BoardTile, 'numerator' | 'denominator'>): string | null {
  const { numerator, denominator } = tile
  if (numerator === null || denominator === null) return null
  const part = (value: number) => figureOf(value, Number.isInteger(value) ? 0 : 1)
  return `${part(numerator)} ÷ ${part(denominator)}`
}

/** How many of the parts of a whole are known (部分: 8/10 县市区). */
export interface KnownParts {
  known: number
  total: number
  word: string
}

/** 部分：8/10 县市区; null where all parts are known. */
export const partsWords = (parts: KnownParts | null): string | null =>
  parts === null || parts.known >= parts.total
    ? null
    : `部分：${parts.known}/${parts.total} ${parts.word}`
