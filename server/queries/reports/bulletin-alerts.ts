import type { ReportPart, Span } from '../../../shared/reports/document.ts'
import { figureText } from '../../../shared/reports/words.ts'
import { alertList } from '../alert-list.ts'
import type { CityView } from '../city-view.ts'
import type { Filling } from './report-document.ts'

/** Most alerts that one page of paper names; the sentence above counts them all. */
const mostRows = 60

/** 红黄指标: the alerts raised in the month, red first, at the level they stand at or were cleared at. */
export function bulletinAlerts(view: CityView, { period, standing, sees }: Filling): ReportPart[] {
  const { regions, position, replay, zone } = standing
  const region = regions.root.id
  const { from, to } = period
  const since = watchedSince(view)
  if (since === null || since >= to)
    return [{ kind: 'text', text: `${period.label}尚未开始预警判定，无数据。` }]
  const raised = alertList(view, {
    ...{ region, state: 'all', limit: 5_000 },
    ...(replay && { at: position }),
  }).rows.filter((row) => row.raisedAt >= from && row.raisedAt < to && sees(row.region))
  const rows = [...raised].sort(
    (a, b) =>
      Number(a.level === 'yellow') - Number(b.level === 'yellow') || a.raisedAt - b.raisedAt,
  )
  const number = (name: string, value: number): Span => ({
    text: `${value} 条`,
    figure: { indicator: null, name, region, from, to, value, source: 'alerts' },
  })
  const red = rows.filter(({ level }) => level === 'red').length
  const open = rows.filter(({ clearedAt }) => clearedAt === null).length
  const late: ReportPart[] =
    since > from
      ? [{ kind: 'text', text: `预警判定自 ${zone.isoDate(zone.dayOf(since))} 开始，此前无数据。` }]
      : []
  const parts: ReportPart[] = [
    ...late,
    {
      kind: 'words',
      spans: [
        { text: `${period.label}触发指标预警 ` },
        number('指标预警', rows.length),
        { text: '，其中红色 ' },
        number('红色预警', red),
        { text: '、黄色 ' },
        number('黄色预警', rows.length - red),
        { text: '；尚未解除 ' },
        number('未解除预警', open),
        { text: rows.length > mostRows ? `。下列前 ${mostRows} 条。` : '。' },
      ],
    },
  ]
  if (rows.length === 0) return parts
  const day = (at: number): string => zone.isoDate(zone.dayOf(at)).slice(5)
  const printed = rows.slice(0, mostRows).map((row): Span[] => [
    { text: row.level === 'red' ? '红' : '黄' },
    { text: row.indicatorName },
    { text: row.regionName },
    {
      text: row.value === null ? '不显示' : figureText(row.value, row),
      figure: {
        ...{ indicator: row.indicator, name: row.indicatorName, region: row.region, from, to },
        ...{ value: row.value, source: 'alerts' },
      },
    },
    { text: row.rule },
    { text: row.ownerName },
    { text: day(row.raisedAt) },
    { text: row.clearedAt === null ? '未解除' : day(row.clearedAt) },
  ])
  const left = (name: string) => ({ name, align: 'left' as const })
  const columns = [
    ...['级别', '指标', '区域'].map(left),
    { name: '数值', align: 'right' as const },
    ...['触发规则', '主管', '触发', '解除'].map(left),
  ]
  return [...parts, { kind: 'table', caption: '', columns, rows: printed }]
}

/** When this city's log began (UTC ms), and with it the judging; what was loaded of the past raises nothing. */
const watchedSince = ({ database }: CityView): number | null =>
  database.sqlite
    .prepare<[], number | null>('SELECT min(recorded_at) FROM commits')
    .pluck()
    .get() ?? null
