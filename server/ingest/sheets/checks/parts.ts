import { subjectOf } from '../table/figure.ts'
import { finding, shown, type Check, type Finding } from './finding.ts'

/** A part (分子) is at most its whole (分母): in the same table, or as the whole was reported before. */
export const partsWithinWholes: Check = ({ figures, city, history }) => {
  const wholes = new Set(figures.map(({ measure }) => measure.partOf))
  const bySubject = new Map(
    figures.flatMap((figure) =>
      wholes.has(figure.measure.id) ? [[subjectOf(figure), figure] as const] : [],
    ),
  )
  return figures.flatMap((figure): Finding[] => {
    const { measure, region, period, value } = figure
    const whole = city.measures.get(measure.partOf ?? '')
    if (whole === undefined || value === null) return []
    const beside = bySubject.get(subjectOf({ measure: whole, region, period }))
    const known = history.known(whole.id, period.from, period.to)
    const most = beside?.value ?? known?.own(region.id) ?? null
    const slack = (figure.step + (beside?.step ?? 0)) * rounding(figure.step)
    if (most === null || value <= most || value - most < slack * (1 - 1e-9)) return []
    const at = beside ? `（第 ${beside.row} 行 ${beside.column} 列）` : '（此前已报）'
    const expected = `不超过“${whole.name}” ${shown(most)}${at}`
    return [{ ...finding('part-exceeds-whole', 'error', figure, expected), found: shown(value) }]
  })
}

/** Numbers in 万 or 亿 are rounded, so a part may seem to pass its whole by half a digit; counts are not. */
const rounding = (step: number): number => (step === 1 ? 0 : 0.5)
