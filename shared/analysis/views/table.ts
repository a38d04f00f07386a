import type { RegionId } from '../../city/pack.ts'
import type { SeriesPoint } from '../../indicators/series-answer.ts'
import { lineGrainName, type AnalysisLine, type LineGrain } from '../answers.ts'
import type { RefusedPanel, TableCell, TablePanel } from './model.ts'
import * as parts from './parts.ts'

/** 表格: rows = regions × periods with exact numbers; one table for each grain answered in. */
export function tablePanels(given: parts.ViewGiven): (TablePanel | RefusedPanel)[] {
  const grains = new Map<LineGrain, AnalysisLine[]>()
  for (const line of given.answer.lines) {
    const same = grains.get(line.grain)
    if (same) same.push(line)
    else grains.set(line.grain, [line])
  }
  return [...grains].map(([grain, lines]) => table(given, grain, lines))
}

function table(
  given: parts.ViewGiven,
  grain: LineGrain,
  lines: readonly AnalysisLine[],
): TablePanel | RefusedPanel {
  const title = grain === 'custom' ? lineGrainName.custom : `按${lineGrainName[grain]}`
  const groups = parts.byIndicator(lines)
  const columns = groups.map(([indicator, own]) => {
    const { title, unit, decimals } = parts.headOf(given, indicator)
    const definitionVersion = own[0]?.definitionVersion ?? 0
    return {
      indicator,
      title,
      unit,
      decimals,
      definitionVersion,
      baseName: own[0]?.baseName ?? null,
    }
  })
  const regions = [...new Set(lines.map((line) => line.region))]
  const rows = regions.flatMap((region) =>
    rowsOf(
      given,
      region,
      groups.map(([, own]) => own.find((line) => line.region === region)),
    ),
  )
  if (rows.length === 0) return parts.refusedPanel(title, '时间窗内没有整期数据')
  const cautions = parts.annotationWords(
    given,
    groups.map(([indicator]) => indicator),
    given.answer.window,
  )
  return { kind: 'table', title, cautions, grain, columns, rows }
}

/** The periods of one region's lines together, in order of time. */
function rowsOf(
  given: parts.ViewGiven,
  region: RegionId,
  lines: readonly (AnalysisLine | undefined)[],
): TablePanel['rows'] {
  const name = parts.nameOf(given, region)
  const rows = new Map<string, TablePanel['rows'][number]>()
  lines.forEach((line, column) =>
    line?.points.forEach((point, i) => {
      const { from, to, label, partial } = point
      const key = `${from}|${to}`
      let row = rows.get(key)
      if (row === undefined) {
        const cells = lines.map(() => null)
        rows.set(key, (row = { region, name, period: { from, to, label, partial }, cells }))
      }
      row.cells[column] = cellOf(point, line.base?.[i] ?? null)
    }),
  )
  return [...rows.values()].sort((a, b) => a.period.from - b.period.from)
}

const cellOf = (point: SeriesPoint, base: number | null): TableCell => ({
  value: point.value,
  numerator: point.numerator,
  denominator: point.denominator,
  absence: point.absence,
  status: point.status,
  asOf: point.asOf,
  completeness: point.completeness,
  stale: point.stale,
  lastYear: point.lastYear,
  base,
})
