import type {
  Lines,
  SettingRow,
  SettingStep,
  StandingTarget,
} from '../../shared/indicators/setting-answers.ts'
import { figureOf } from '../panels/format.ts'

/** How a threshold judges (判法). */
export const kindName: Record<SettingRow['kind'], string> = {
  absolute: '定值',
  target: '比目标',
  lastYear: '比上年同期',
  plan: '比序时进度',
  control: '控制限',
  none: '不判',
}
const line = (value: number | null, decimals: number): string =>
  value === null ? '无' : figureOf(value, decimals)

/** 黄 95 红 85; null = no line at all. */
export const linesWords = ({ yellow, red }: Lines, decimals: number): string =>
  yellow === null && red === null ? '—' : `黄 ${line(yellow, decimals)}　红 ${line(red, decimals)}`

/** Whether the lines in force are not the pack's. */
export const isMoved = ({ lines, packed }: SettingRow): boolean =>
  lines.yellow !== packed.yellow || lines.red !== packed.red

/** 崇川区 96, 全市 95. */
export function targetWords(
  targets: readonly StandingTarget[],
  row: Pick<SettingRow, 'decimals'>,
  names: { region(id: number): string; level(id: string): string },
): string {
  return targets
    .map(
      ({ region, level, target }) =>
        `${region === null ? names.level(level) : names.region(region)} ${figureOf(target, row.decimals)}`,
    )
    .join('，')
}

/** What one step changed. */
export function stepWords(
  step: SettingStep,
  row: Pick<SettingRow, 'decimals'>,
  names: { region(id: number): string; level(id: string): string },
): string {
  if (step.lines) return `阈值 ${linesWords(step.lines, row.decimals)}`
  return step.target ? `${step.target.year} 年目标 ${targetWords([step.target], row, names)}` : ''
}
