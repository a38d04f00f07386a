import { setImmediate as breath } from 'node:timers/promises'
import type { Indicator } from '../../../shared/city/pack.ts'
import type { ChangeAnswer, ChangePart } from '../../../shared/indicators/change-answer.ts'
import type { FigureOf, ReportPart, Span } from '../../../shared/reports/document.ts'
import { changeText, figureText } from '../../../shared/reports/words.ts'
import { scoreRates } from '../../../shared/scores/rates.ts'
import type { CityView } from '../city-view.ts'
import { indicatorChange } from '../indicator-change.ts'
import type { Filling } from './report-document.ts'

/** Most contributions that one problem names. */
const named = 3

const isWorse = (by: number, { direction }: Indicator): boolean =>
  direction === 'up' ? by < 0 : direction === 'down' ? by > 0 : false

/**
 * 突出问题: the case rates that became worse than the month before, the largest change first, with what
 * contributed most to that, by region, the first by type too. Without one it says so.
 */
export async function bulletinProblems(view: CityView, filling: Filling): Promise<ReportPart[]> {
  const { period, standing } = filling
  const { catalog, regions, position, replay } = standing
  const known = new Set(catalog.pack.indicators.map(({ id }) => id))
  const rates = scoreRates(catalog.pack).filter(({ indicator }) => known.has(indicator.id))
  const ask = (indicator: string, by: 'region' | 'type') =>
    indicatorChange(view, {
      ...{ indicator, by, region: regions.root.id },
      window: { grain: 'month', at: period.from },
      ...(replay && { at: position }),
    })
  const worse: { indicator: Indicator; name: string; change: ChangeAnswer }[] = []
  const missing: string[] = []
  for (const { indicator, column } of rates) {
    await breath()
    const change = await ask(indicator.id, 'region')
    if (change.change === null) missing.push(column.name)
    else if (
      isWorse(change.change, indicator) &&
      changeText(change.after, change.before, indicator) !== '持平'
    )
      worse.push({ indicator, name: column.name, change })
  }
  worse.sort((a, b) => Math.abs(b.change.change ?? 0) - Math.abs(a.change.change ?? 0))
  const parts: ReportPart[] = []
  for (const [i, { indicator, name, change }] of worse.entries()) {
    // Types are counted from the cases themselves: half a second each, so the worst alone is told by them.
    const byType = i === 0 ? [await ask(indicator.id, 'type')] : []
    parts.push({
      kind: 'words',
      spans: [
        ...headOf(name, indicator, change, filling),
        ...contributions('分区域看', change, indicator, name, filling),
        ...byType.flatMap((one) => contributions('分类型看', one, indicator, name, filling)),
        { text: '。' },
      ],
    })
  }
  if (worse.length === 0 && missing.length < rates.length)
    parts.push({ kind: 'text', text: '各项案件办理指标与上月相比没有变差。' })
  if (missing.length > 0)
    parts.push({ kind: 'text', text: `${missing.join('、')}：本月或上月无数据，无从比较。` })
  return rates.length === 0 ? [{ kind: 'text', text: '无数据。' }] : parts
}

const figureAt = (
  indicator: Indicator,
  name: string,
  value: number | null,
  { period, standing }: Filling,
  region = standing.regions.root.id,
): FigureOf => ({
  ...{ indicator: indicator.id, name, region, from: period.from, to: period.to, value },
  source: 'change',
})

function headOf(
  name: string,
  indicator: Indicator,
  change: ChangeAnswer,
  filling: Filling,
): Span[] {
  const of = (value: number | null) => figureAt(indicator, name, value, filling)
  return [
    { text: `${name} ` },
    { text: figureText(change.after, indicator), figure: of(change.after) },
    { text: '，较上月的 ' },
    { text: figureText(change.before, indicator), figure: of(change.before) },
    { text: ' ' },
    {
      text: changeText(change.after, change.before, indicator) ?? '无数据',
      figure: of(change.change),
    },
  ]
}

/** The parts that made it worse most. */
function contributions(
  lead: string,
  { parts, change }: ChangeAnswer,
  indicator: Indicator,
  name: string,
  filling: Filling,
): Span[] {
  const worst = parts
    .filter(({ effect, key }) => key !== 'rest' && isWorse(effect, indicator))
    .slice(0, named)
    .filter(({ effect }) => /[1-9]/.test(Math.abs(effect).toFixed(2)))
  if (worst.length === 0 || change === null) return []
  const { regions } = filling.standing
  const regionOf = ({ key }: ChangePart) =>
    lead === '分区域看' ? regions.find(Number(key))?.id : undefined
  return [
    { text: `。${lead}，影响最大的是` },
    ...worst.flatMap((part, i): Span[] => [
      { text: `${i === 0 ? '' : '、'}${part.name} ` },
      {
        text: `${part.effect < 0 ? '\u2212' : '+'}${Math.abs(part.effect).toFixed(2)}`,
        figure: figureAt(indicator, `${name}：${part.name}`, part.effect, filling, regionOf(part)),
      },
    ]),
    {
      text:
        indicator.unit === '%' ? ' 个百分点' : indicator.unit === '' ? '' : ` ${indicator.unit}`,
    },
  ]
}
