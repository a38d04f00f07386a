import type { AlertRow } from '../../shared/alerts/rows.ts'
import type { Severity } from '../../shared/city/pack.ts'
import { timeOf } from './clock.ts'
import { ageOf, figureOf } from './format.ts'
import { severityOfStatus } from './severity.ts'

/** One step of an alert: 触发, 确认, 解除. */
export interface AlertStep {
  name: string
  /** When and by whom; what is waited for where it has not come. */
  text: string
  done: boolean
}

export interface AlertWords {
  severity: Severity
  /** 按期结案率 84.1% 低于红线 85% */
  headline: string
  /** 崇川区 · 市指挥中心 · 今日 */
  place: string
  /** How long it has been open: 42分. */
  age: string
  steps: AlertStep[]
}

/** An alert as a person reads it; a value that is not shown is left out. */
export function alertWords(row: AlertRow, now: number, zone: string): AlertWords {
  const { indicatorName, value, unit, decimals, rule, acknowledgedAt, clearedAt } = row
  const figure =
    value === null ? '' : ` ${figureOf(value, decimals)}${unit === '%' ? '' : ' '}${unit}`
  const at = (instant: number): string => timeOf(instant, zone, now)
  return {
    severity: severityOfStatus(row.level) ?? 3,
    headline: `${indicatorName}${figure} ${rule}`,
    place: [row.regionName, row.ownerName, row.windowLabel].filter(Boolean).join(' · '),
    age: ageOf((clearedAt ?? now) - row.raisedAt),
    steps: [
      { name: '触发', text: at(row.raisedAt), done: true },
      acknowledgedAt === null
        ? { name: '确认', text: clearedAt === null ? '待确认' : '未确认', done: false }
        : {
            name: '确认',
            text: [at(acknowledgedAt), row.acknowledgedBy].filter(Boolean).join(' '),
            done: true,
          },
      clearedAt === null
        ? { name: '解除', text: '未解除', done: false }
        : { name: '解除', text: at(clearedAt), done: true },
    ],
  }
}
