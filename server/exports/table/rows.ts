import {
  lineGrainName,
  type AnalysisLine,
  type ClockLine,
  type LineGrain,
} from '../../../shared/analysis/answers.ts'

import { absenceWords } from '../../../shared/indicators/absence-words.ts'
import type { SeriesPoint } from '../../../shared/indicators/series-answer.ts'
import { periodOf } from '../../../shared/time/period.ts'
import type { Standing } from '../../queries/city-view.ts'
import type { TableRow } from './columns.ts'
import { statusWords } from './words.ts'

/** The rows of a line (数据行): what `indicator.series` says of each period, nothing rounded. */
export function* rowsOf(line: AnalysisLine, standing: Standing): Generator<TableRow> {
  const { catalog, regions: tree } = standing
  const indicator = catalog.indicator(line.indicator)
  const region = tree.get(line.region)
  const { grain, base } = line
  const print = { unit: indicator.unit, decimals: indicator.decimals }
  for (const [i, point] of line.points.entries()) {
    const compared = base?.[i] ?? null
    yield {
      print,
      cells: [
        indicator.name,
        region.name,
        point.label,
        point.value,
        indicator.unit,
        point.absence === null ? null : absenceWords[point.absence],
        point.value === null ? null : statusWords[point.status],
        point.numerator,
        point.denominator,
        point.lastYear,
        compared,
        line.baseName,
        point.partial ? '未满' : null,
        point.from,
        point.to,
        point.asOf,
        point.completeness,
        point.stale ? '陈旧' : null,
        indicator.id,
        line.definitionVersion,
        region.code,
        lineGrainName[grain],
        keyOf(grain, point, standing),
      ],
    }
  }
}

/** What a period is known by: unique within a grain, and the same for whoever counts again. */
function keyOf(grain: LineGrain, { from, to }: SeriesPoint, { zone }: Standing): string {
  if (grain !== 'custom') return periodOf(zone, grain, from).key
  return `${zone.isoDate(zone.dayOf(from))}/${zone.isoDate(zone.dayOf(to))}`
}

const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']

/** The rows of a clock (时段行): the mean per such hour, what it is made of, and how many hours. */
export function* clockRowsOf(
  line: ClockLine,
  window: { from: number; to: number },
  standing: Standing,
): Generator<TableRow> {
  const indicator = standing.catalog.indicator(line.indicator)
  const region = standing.regions.get(line.region)
  const print = { unit: indicator.unit, decimals: Math.max(1, indicator.decimals) }
  const [first, last] = [window.from, window.to]
  for (const [day, counts] of line.counts.entries()) {
    for (const [hour, count] of counts.entries()) {
      const hours = line.hours[day]?.[hour] ?? 0
      const there = count !== null && hours > 0
      const label = `${weekdays[day] ?? ''} ${hour}时`
      yield {
        print,
        cells: [
          ...[indicator.name, region.name, label, there ? count / hours : null, indicator.unit],
          ...[there ? null : absenceWords['no-data'], null, count, hours, null, null, null, null],
          ...[first, last, null, null, null, indicator.id, indicator.definitionVersion],
          ...[region.code, '时段', `${day + 1}-${String(hour).padStart(2, '0')}`],
        ],
      }
    }
  }
}
