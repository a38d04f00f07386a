import type { AlertRow } from '../../shared/alerts/rows.ts'
import type { CaseRow, RhythmSlot } from '../../shared/cases/rows.ts'
import type { BoardTile, IndicatorMeta, RegionFigure } from '../../shared/indicators/answers.ts'

/** Builders for tests only: complete answers with what a test cares about changed. */
export const noon = Date.parse('2026-11-22T14:32:08+08:00')
export const zone = 'Asia/Shanghai'

export const aMeta = (changes: Partial<IndicatorMeta> = {}): IndicatorMeta => ({
  id: 'overview.accepted_today',
  theme: 'overview',
  name: '今日受理',
  unit: '件',
  decimals: 0,
  direction: 'neutral',
  caseCount: null,
  formula: 'value',
  period: 'day',
  live: true,
  finestLevel: 'community',
  department: 'command-centre',
  departmentName: '市指挥中心',
  definition: '今日受理的案件数，不含不予受理。',
  definitionVersion: 1,
  sensitive: false,
  yellowLine: null,
  redLine: null,
  alarmSide: null,
  classes: { method: 'natural', breaks: [] },
  ...changes,
})

export const aRate = (changes: Partial<IndicatorMeta> = {}): IndicatorMeta =>
  aMeta({
    id: 'overview.close_ontime_rate',
    name: '按期结案率',
    unit: '%',
    decimals: 1,
    direction: 'up',
    formula: 'ratio',
    yellowLine: 95,
    alarmSide: 'low',
    ...changes,
  })

export function aTile(changes: Partial<BoardTile> = {}): BoardTile {
  const meta = changes.meta ?? aMeta()
  return {
    indicator: meta.id,
    region: 1,
    value: 12846,
    numerator: null,
    denominator: null,
    absence: null,
    window: { from: noon, to: noon, label: '今日至今', partial: true },
    previous: 12448,
    lastYear: null,
    status: 'normal',
    statusReason: null,
    asOf: noon - 12_000,
    completeness: 1,
    stale: false,
    department: 'command-centre',
    definitionVersion: 1,
    position: 1,
    meta,
    spark: [1, 2, 3],
    sparkBack: 0,
    ...changes,
  }
}

export const aFigure = (
  region: number,
  value: number | null,
  more: Partial<RegionFigure> = {},
) => ({
  region,
  value,
  numerator: null,
  denominator: null,
  absence: value === null ? ('no-data' as const) : null,
  status: 'normal' as const,
  stale: false,
  completeness: 1,
  interval: null,
  ...more,
})

export const anAlert = (changes: Partial<AlertRow> = {}): AlertRow => ({
  alert: 81240,
  indicator: 'overview.close_ontime_rate',
  indicatorName: '按期结案率',
  theme: 'overview',
  region: 2,
  regionName: '崇川区',
  level: 'red',
  value: 84.1,
  unit: '%',
  decimals: 1,
  rule: '低于红线 85%',
  owner: 'command-centre',
  ownerName: '市指挥中心',
  windowLabel: '今日',
  raisedAt: Date.parse('2026-11-22T13:58:00+08:00'),
  levelAt: Date.parse('2026-11-22T13:58:00+08:00'),
  acknowledgedAt: null,
  acknowledgedBy: null,
  note: null,
  clearedAt: null,
  position: 81240,
  ...changes,
})

export const aRow = (changes: Partial<CaseRow> = {}): CaseRow => ({
  caseId: 1,
  source: 'hotline',
  number: '20261122-0001',
  title: '路灯成片熄灭',
  type: '0201',
  typeName: '路灯故障',
  category: '02',
  severity: 3,
  region: 1,
  regionName: '崇川区 文峰街道',
  point: null,
  department: 'city-management',
  departmentName: '城管局',
  stage: 'handling',
  reportedAt: noon - 3_600_000,
  deadline: noon + 2_530_000,
  closedAt: null,
  overdue: false,
  light: null,
  withheld: false,
  ...changes,
})

const midnight = Date.parse('2026-11-22T00:00:00+08:00')

/** The whole day in quarter-hours; positions exist for those that are over at `noon`. */
export const aDay = (change: (slot: RhythmSlot, i: number) => Partial<RhythmSlot> = () => ({})) =>
  Array.from({ length: 96 }, (_, i): RhythmSlot => {
    const from = midnight + i * 900_000
    const slot = {
      from,
      accepted: from < noon ? 10 : 0,
      severityOne: 0,
      severityTwo: 0,
      yesterday: 8,
      position: from + 900_000 <= noon ? 1000 + i : null,
    }
    return { ...slot, ...change(slot, i) }
  })
