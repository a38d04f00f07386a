import type { Indicator, LevelId, RegionId } from '../../shared/city/pack.ts'
import type {
  PackVersionRow,
  SettingList,
  SettingStep,
  StandingTarget,
} from '../../shared/indicators/setting-answers.ts'
import { settingsOver, type ThresholdSetting } from '../../shared/indicators/settings.ts'
import type { CityView } from './city-view.ts'

const dayMs = 86_400_000

interface StepRow {
  position: number
  at: number
  by: string | null
  indicator: string
  effectiveFrom: number
}
interface TargetRow extends StepRow {
  year: number
  level: LevelId
  region: RegionId | null
  target: number
}

const told = (table: string, columns: string): string =>
  `SELECT s.position, s.indicator, s.effective_from AS effectiveFrom, l.recorded_at AS at,
     (SELECT coalesce(a.asker_name, a.asker) FROM audit a WHERE a.position = s.position) AS by, ${columns}
   FROM ${table} s JOIN log l ON l.position = s.position ORDER BY s.position DESC`

/** Every indicator's threshold and targets with their history (阈值与目标), and the pack's versions. */
export function settingList(view: CityView): SettingList {
  const { sqlite } = view.database
  const { pack } = view.epoch
  const now = view.clock.now()
  const year = new Date(view.zone.dayOf(now) * dayMs).getUTCFullYear()
  const thresholds = sqlite
    .prepare<[], StepRow & { rule: string }>(told('threshold_setting', 's.rule'))
    .all()
    .map((row) => ({ ...row, rule: JSON.parse(row.rule) as ThresholdSetting['rule'] }))
  const settings = settingsOver(pack, thresholds)
  const targets = sqlite
    .prepare<[], TargetRow>(told('target_setting', 's.year, s.level, s.region, s.target'))
    .all()

  const stepOf = ({ position, at, by, effectiveFrom }: StepRow) => ({
    ...{ position, at, by, effectiveFrom, lines: null, target: null },
  })
  const stepsOf = (id: string): SettingStep[] =>
    [
      ...thresholds.flatMap((row) => {
        if (row.indicator !== id) return []
        const { yellow, red } = row.rule
        return [{ ...stepOf(row), lines: { yellow, red } }]
      }),
      ...targets.flatMap((row) =>
        row.indicator === id ? [{ ...stepOf(row), target: standing(row) }] : [],
      ),
    ].sort((a, b) => b.position - a.position)

  /** Those set come before the pack's; of one place the one that began last. */
  function targetsOf(id: string): StandingTarget[] {
    const begun = targets
      .filter((row) => row.indicator === id && row.year === year && row.effectiveFrom <= now)
      .sort((a, b) => b.effectiveFrom - a.effectiveFrom || b.position - a.position)
      .map(standing)
    const packed = pack.targets
      .filter((one) => one.indicator === id && one.year === year)
      .map(({ level, target }) => ({ year, level, region: null, target }))
    const places = new Map<string, StandingTarget>()
    for (const one of [...begun, ...packed]) {
      const place = `${one.level} ${one.region ?? ''}`
      if (!places.has(place)) places.set(place, one)
    }
    return [...places.values()]
  }

  const themes = new Map(pack.themes.map(({ id, shortName }) => [id, shortName]))
  const rowOf = (indicator: Indicator) => {
    const { id, name, theme, unit, decimals, threshold } = indicator
    const { kind, yellow, red } = settings.rule(indicator, now)
    return {
      ...{
        indicator: id,
        name,
        theme,
        themeName: themes.get(theme) ?? theme,
        unit,
        decimals,
        kind,
        lines: { yellow, red },
      },
      packed: { yellow: threshold.yellow, red: threshold.red },
      ...{ targets: targetsOf(id), steps: stepsOf(id) },
    }
  }
  const packs = sqlite
    .prepare<[], PackVersionRow>(
      `SELECT v.pack, v.hash, v.effective_from AS effectiveFrom, v.position, l.recorded_at AS adoptedAt
       FROM pack_version v JOIN log l ON l.position = v.position ORDER BY v.pack DESC`,
    )
    .all()
  const holds = [
    { name: '区域', count: pack.regions.length },
    { name: '部门', count: pack.departments.length },
    { name: '接口', count: pack.feeds.length },
    { name: '事件类型', count: pack.eventTypes.length },
    { name: '指标', count: pack.indicators.length },
    { name: '专题', count: pack.themes.length },
  ]
  return { rows: pack.indicators.map(rowOf), year, packs, holds, packId: pack.id, now }
}

const standing = ({ year, level, region, target }: TargetRow): StandingTarget => ({
  ...{ year, level, region, target },
})
