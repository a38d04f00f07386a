import type { ChangeAnswer, ChangePart } from '../../shared/indicators/change-answer.ts'
import { restKey, waterfallColumns, type WaterfallColumn } from '../charts/waterfall.ts'
import { figureOf } from './format.ts'

/** Minus U+2212 and plus: an effect always says its side. */
export function signedFigure(value: number, decimals: number): string {
  const text = figureOf(Math.abs(value), decimals)
  if (!/[1-9]/.test(text)) return text
  return value < 0 ? `−${text}` : `+${text}`
}

/** One decimal more than the figure prints: parts are smaller than wholes. */
export const effectDecimals = (change: Pick<ChangeAnswer, 'decimals' | 'unit'>): number =>
  change.unit === '%' || change.decimals > 0 ? change.decimals + 1 : 0

/** The columns of a change; null where it cannot be taken apart. */
export function changeColumns(change: ChangeAnswer, room: number): WaterfallColumn[] | null {
  const { before, after, parts, decimals } = change
  if (before === null || after === null || change.unavailable !== null) return null
  return waterfallColumns({ before, after, parts }, room, {
    whole: (value) => figureOf(value, decimals),
    effect: (value) => signedFigure(value, effectDecimals(change)),
  })
}

/** What stands under a column: 上期, 崇川区, 其余 12 项, 本期. */
export function columnName(change: ChangeAnswer, key: string, columns: number): string {
  if (key === 'before') return shortPeriod(change.base.label)
  if (key === 'after') return shortPeriod(change.window.label)
  if (key === restKey)
    return `其余${change.parts.filter((p) => p.effect !== 0).length - columns + 3}项`
  const name = change.parts.find((part) => part.key === key)?.name ?? key
  return name.replace(/(?<=..)(街道|社区)$/, '')
}

/** 2026年第46周 → 第46周, 11月22日同时段 → 11月22日同期: a column is narrow. */
const shortPeriod = (label: string): string =>
  label.replace(/^\d{4}年(?=.)/, '').replace(/同时段$/, '同期')

/** One part in words: its own figures, and rate and mix effect where it is a ratio. */
export function partWords(change: ChangeAnswer, part: ChangePart): string[] {
  const own = (value: number | null): string =>
    value === null ? '—' : `${figureOf(value, change.decimals)}${change.unit}`
  const points = (value: number): string =>
    `${signedFigure(value, effectDecimals(change))}${change.unit === '%' ? 'pt' : change.unit}`
  return [
    `${own(part.before)} → ${own(part.after)}`,
    `贡献 ${points(part.effect)}`,
    ...(part.rateEffect === null || part.mixEffect === null
      ? []
      : [`率效应 ${points(part.rateEffect)}`, `结构效应 ${points(part.mixEffect)}`]),
  ]
}
