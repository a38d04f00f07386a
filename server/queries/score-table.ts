import type { RegionId } from '../../shared/city/pack.ts'
import { levelIds } from '../../shared/city/pack.ts'
import { DomainError } from '../../shared/errors.ts'
import { previousSpan, spanHistory, type Span } from '../../shared/indicators/span.ts'
import {
  fewestRanked,
  restKeys,
  trendPeriods,
  type ScoreBy,
  type ScoreCell,
  type ScoreGrain,
  type ScoreGroup,
  type ScoreRow,
  type ScoreTable,
} from '../../shared/scores/answers.ts'
import { medianOf, placesOf } from '../../shared/scores/places.ts'
import { scoreRates, type ScoreRate } from '../../shared/scores/rates.ts'
import { periodOf } from '../../shared/time/period.ts'
import type { CityView, Standing } from './city-view.ts'
import { scoresAsOf, type ScoreFigures } from './cube/score-figures.ts'
import { cellsOf, type ScoreSpans } from './score-cells.ts'
import { countedRows } from './score-rows.ts'

export interface ScoreQuestion {
  /** The city or a district; its cases, and for `by: region` what lies directly below it. */
  region: RegionId
  by: ScoreBy
  /** The period that holds `at`; left out = the month that holds now. */
  window?: { grain: ScoreGrain; at?: number }
  at?: number
}

/**
 * Departments or sub-regions by the case rates (行政问效), with intervals and places within peer groups.
 * Raises `not-found` for an unknown region, `bad-request` below district.
 */
export function scoreTable(view: CityView, question: ScoreQuestion): ScoreTable {
  const standing = view.standing(question.at)
  const { region, by } = question
  const { regions, catalog, position, now } = standing
  const level = regions.get(region).level
  if (levelIds.indexOf(level) > levelIds.indexOf('district')) {
    throw new DomainError({ code: 'bad-request', params: { region, level } })
  }
  const rates = scoreRates(catalog.pack)
  const spans = scoreSpans(question, rates, standing)
  const all = [spans.span, spans.previous ?? spans.span, ...spans.trend]
  const figures = scoreFigures(standing)
  const cells = (of: RegionId, counts: readonly Float64Array[]): ScoreCell[] =>
    cellsOf(rates, counts, all.map(coveredIn(of, standing)), spans, of, standing)
  const rows = countedRows(by, region, all, standing, figures).map(
    ({ counts, ...row }): ScoreRow => ({ ...row, cells: cells(row.region ?? region, counts) }),
  )
  const { span } = spans
  return {
    position,
    now,
    region,
    by,
    window: {
      ...{ from: span.from, to: span.to, label: span.label, partial: span.partial },
      grain: question.window?.grain ?? 'month',
    },
    indicators: rates.map((rate) => rate.column),
    periods: spans.trend.map((past) => past.label),
    total: cells(
      region,
      all.map(({ from, to }) => figures.region(region, from, to)),
    ),
    groups: groupsOf(rows, rates),
    rows: ranked(rows, rates),
  }
}

/** The span asked for, cut at now like every figure's, with the spans it is compared with. */
export function scoreSpans(
  { window }: Pick<ScoreQuestion, 'window'>,
  rates: readonly ScoreRate[],
  { zone, now }: Standing,
): ScoreSpans {
  const period = periodOf(zone, window?.grain ?? 'month', Math.min(window?.at ?? now, now))
  const to = Math.min(period.to, now)
  const span: Span = { ...period, to, partial: period.to > now, periodFrom: period.from }
  const indicator = rates[0]?.indicator
  return {
    span,
    previous: indicator ? previousSpan(indicator, span, zone) : null,
    trend: indicator ? spanHistory(indicator, span, trendPeriods, zone) : [],
  }
}

const past = new WeakMap<Standing, ScoreFigures>()

/** The counts to answer from: the mirror's, or as they stood at a past position. */
function scoreFigures(standing: Standing): ScoreFigures {
  const { scores } = standing.epoch
  if (!standing.replay) return scores.figures
  const known = past.get(standing) ?? scoresAsOf(scores, standing.position)
  past.set(standing, known)
  return known
}

/** Whether any case feed covers a span for a region: covered and empty is 0, uncovered is missing. */
function coveredIn(region: RegionId, { catalog, reader }: Standing) {
  const measure = catalog.pack.measures.find(
    (m) => m.origin === 'cases' && m.kind === 'flow' && m.caseSources.length === 0,
  )
  return ({ from, to }: Pick<Span, 'from' | 'to'>): boolean =>
    measure === undefined || reader.flow(measure, region, from, to).value !== null
}

const rest: ReadonlySet<string> = new Set(Object.values(restKeys))

/** Whether a cell takes part in the ranking: enough cases, an interval, a side that is better. */
const isRanked = (row: ScoreRow, cell: ScoreCell, { indicator }: ScoreRate): boolean =>
  !rest.has(row.key) &&
  cell.interval !== null &&
  indicator.direction !== 'neutral' &&
  (cell.denominator ?? 0) >= fewestRanked

function ranked(rows: readonly ScoreRow[], rates: readonly ScoreRate[]): ScoreRow[] {
  const done = rows.map((row) => ({ ...row, cells: row.cells.map((cell) => ({ ...cell })) }))
  for (const group of new Set(done.map((row) => row.group))) {
    const peers = done.filter((row) => row.group === group)
    rates.forEach((rate, i) => {
      const cells = peers.map((row) => ({ row, cell: row.cells[i] }))
      const places = placesOf(
        cells.map(({ row, cell }) => {
          if (!cell?.interval || !isRanked(row, cell, rate)) return null
          const [low, high] = cell.interval
          return rate.indicator.direction === 'up' ? [low, high] : [-high, -low]
        }),
      )
      cells.forEach(({ cell }, row) => {
        if (cell) cell.places = places[row] ?? null
      })
    })
  }
  return done
}

function groupsOf(rows: readonly ScoreRow[], rates: readonly ScoreRate[]): ScoreGroup[] {
  return [...new Set(rows.map((row) => row.group))].map((name) => {
    const values = rates.map((rate, i) =>
      rows.flatMap((row) => {
        const cell = row.cells[i]
        if (row.group !== name || !cell || cell.value === null) return []
        return isRanked(row, cell, rate) ? [cell.value] : []
      }),
    )
    return { name, medians: values.map(medianOf), ranked: values.map((v) => v.length) }
  })
}
