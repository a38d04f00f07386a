import type { AnalysisLine } from '../answers.ts'
import { oneLevel } from '../selection.ts'
import type { RankPanel, RefusedPanel } from './model.ts'
import * as parts from './parts.ts'

/** 位次: places of regions of one level over whole periods; equal values share the better place. */
export const rankPanels = (given: parts.ViewGiven): (RankPanel | RefusedPanel)[] =>
  parts.byIndicator(given.answer.lines).map(([indicator, lines]) => rank(given, indicator, lines))

function rank(
  given: parts.ViewGiven,
  indicator: string,
  all: readonly AnalysisLine[],
): RankPanel | RefusedPanel {
  const head = parts.headOf(given, indicator)
  const peers = oneLevel(parts.regionsOf(given))
  const lines = peers.flatMap(({ id }) => all.find(({ region }) => region === id) ?? [])
  if (lines.length < 2) return parts.refusedPanel(head.title, '位次需要至少两个同级区域')
  const empty = parts.emptiness(lines)
  if (empty !== null) return parts.refusedPanel(head.title, empty)
  const every = parts.periodsOf(lines)
  const whole = every.flatMap((period, i) => (period.partial ? [] : [i]))
  if (whole.length === 0) return parts.refusedPanel(head.title, '位次只排整期，窗内还没有整期')
  const best = given.catalogue.get(indicator)?.direction === 'down' ? 'low' : 'high'
  const values = lines.map(({ points }) => whole.map((i) => points[i]?.value ?? null))
  const places = whole.map((_, i) =>
    placesOf(
      values.map((own) => own[i] ?? null),
      best,
    ),
  )
  const ranks = values.map((own) =>
    own.map((value, i) => (value === null ? null : (places[i]?.get(value) ?? null))),
  )
  const periods = whole.flatMap((i) => every[i] ?? [])
  return {
    ...head,
    kind: 'rank',
    cautions: [
      ...parts.leftOutWords(given, all.length, lines.length),
      best === 'low' ? '数值越小名次越前' : '数值越大名次越前',
    ],
    periods,
    best,
    lines: lines.map(({ region }, i) => ({
      region,
      name: parts.nameOf(given, region),
      ranks: ranks[i] ?? [],
      values: values[i] ?? [],
    })),
    ranked: periods.map((_, i) => ranks.filter((own) => (own[i] ?? null) !== null).length),
    marks: parts.marksOf(given, indicator, periods),
  }
}

/** The place of each value, one more than there are better ones: equal values share it. */
function placesOf(values: readonly (number | null)[], best: 'high' | 'low'): Map<number, number> {
  const known = values.filter((value) => value !== null)
  known.sort((a, b) => (best === 'high' ? b - a : a - b))
  const places = new Map<number, number>()
  known.forEach((value, i) => {
    if (!places.has(value)) places.set(value, i + 1)
  })
  return places
}
