import {
  lineGrainName,
  type AnalysisLine,
  type AnalysisNote,
} from '../../../shared/analysis/answers.ts'
import { comparisonName, type AnalysisQuestion } from '../../../shared/analysis/question.ts'
import type { Indicator } from '../../../shared/city/pack.ts'
import { grainAnswered } from '../../../shared/indicators/series.ts'
import type { Standing } from '../city-view.ts'
import { hasHours, hoursAt, hoursKeptDays, hoursSince } from './hours.ts'
import type { Scope } from './scope.ts'

/** What one indicator's lines lack, or answer otherwise than asked (说明). */
export function lineNotes(
  question: AnalysisQuestion,
  scope: Scope,
  indicator: Indicator,
  lines: readonly AnalysisLine[],
  standing: Standing,
): AnalysisNote[] {
  const notes: AnalysisNote[] = []
  const { id, name } = indicator
  const tell = (code: AnalysisNote['code'], words: string, some?: readonly AnalysisLine[]): void =>
    void notes.push({
      ...{ code, words, indicator: id },
      ...(some && { regions: some.map(({ region }) => region) }),
    })
  if (question.grain === 'hour') hourNotes(tell, scope, indicator, standing)
  else if (question.grain !== 'custom') {
    const own = grainAnswered(indicator, question.grain)
    if (own !== question.grain)
      tell('own-grain', `${name}按${lineGrainName[own]}发布，按${lineGrainName[own]}作答`)
  }
  const drawn = lines.filter(({ points }) => points.length > 0)
  if (lines.length > 0 && drawn.length === 0)
    tell('no-period', `${name}：时间窗内没有整期，请放大时间窗`)
  const all = (code: AnalysisNote['code'], absence: string, words: (n: number) => string): void => {
    const some = drawn.filter(({ points }) => points.every((point) => point.absence === absence))
    if (some.length > 0) tell(code, words(some.length), some)
  }
  const level = standing.catalog.pack.levels.find((one) => one.id === indicator.finestLevel)
  all(
    'not-at-level',
    'not-at-level',
    (n) => `${name}最细到${level?.name ?? '上级'}，${n} 个区域本级不适用`,
  )
  all('suppressed', 'suppressed', (n) => `${name}为敏感指标，${n} 个区域按规定不显示`)
  const missing = drawn.filter(({ points }) =>
    points.every(
      ({ value, absence }) =>
        value === null && (absence === 'no-data' || absence === 'nothing-due'),
    ),
  )
  if (missing.length > 0)
    tell('all-missing', `${name}：${missing.length} 个区域全窗无数据`, missing)
  const known = (line: AnalysisLine) => line.points.flatMap(({ value }) => value ?? [])
  const single = drawn.filter((line) => question.grain !== 'custom' && known(line).length === 1)
  if (single.length > 0) tell('one-point', `${name}：${single.length} 个区域只有一期有数`, single)
  const zero = drawn.filter((line) => known(line).length > 0 && known(line).every((v) => v === 0))
  if (zero.length > 0)
    tell('all-zero', `${name}：${zero.length} 个区域全窗为 0（有数据，不是缺值）`, zero)
  const without = drawn.filter((line) => line.base === null && known(line).length > 0)
  if (question.compare !== 'none' && without.length > 0)
    tell(
      'no-base',
      `${name}：${without.length} 个区域没有${comparisonName[question.compare]}可比`,
      without,
    )
  const changes = lines[0]?.definitionChanges ?? []
  for (const { at, to } of changes) {
    const day = standing.zone.isoDate(standing.zone.dayOf(at))
    tell(
      'definition-changed',
      `${name}的口径自 ${day} 起为第 ${to} 版；件数按现行口径重算，上报数按当时口径，前后比较请留意`,
    )
  }
  return notes
}

function hourNotes(
  tell: (code: AnalysisNote['code'], words: string) => void,
  { regions, window }: Scope,
  indicator: Indicator,
  { catalog, regions: tree, zone, now }: Standing,
): void {
  const { name } = indicator
  if (!hasHours(indicator, catalog)) {
    tell('no-hours', `${name}没有分时数据，按${lineGrainName[grainAnswered(indicator, 'day')]}作答`)
    return
  }
  const below = regions.filter((region) => !hoursAt(tree.get(region).level)).length
  if (below > 0) tell('no-hours', `分时数据只到县市区一级，${below} 个下级区域未列入`)
  if (window.from < hoursSince(zone, now))
    tell('hours-cut', `分时数据只保留 ${hoursKeptDays} 天，更早的未列入`)
}
