import type { Asker } from '../../shared/access/asker.ts'
import { visibleTo } from '../../shared/access/visible.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import type { CaseRow } from '../../shared/cases/rows.ts'
import { DomainError } from '../../shared/errors.ts'
import { restKeys, type ScoreCases } from '../../shared/scores/answers.ts'
import { scoreRates, type ScoreCount, type ScoreRate } from '../../shared/scores/rates.ts'
import { caseReader } from './case-reader.ts'
import type { CityView, Standing } from './city-view.ts'
import { slotMs } from './cube/case-figures.ts'
import { scoreSpans, type ScoreQuestion } from './score-table.ts'

/** The cases behind one cell; `missed` are those that the denominator counts and the numerator doesn't. */
export interface ScoreCasesQuestion extends ScoreQuestion {
  key: string
  rate: string
  part: 'numerator' | 'denominator' | 'missed'
  limit?: number
  cursor?: string
}

const mostRows = 200

/**
 * Exactly the cases that a cell counts (数字背后的案件), newest first: they add up to its number. Sensitive
 * ones below district and another department's are counted but not listed. Raises `not-found` for an unknown rate or region.
 */
export function scoreCases(view: CityView, question: ScoreCasesQuestion, asker: Asker): ScoreCases {
  const standing = view.standing(question.at)
  const { region, by, key } = question
  const rates = scoreRates(standing.catalog.pack)
  const rate = rates.find((r) => r.indicator.id === question.rate)
  if (!rate) throw new DomainError({ code: 'not-found', params: { rate: question.rate } })
  standing.regions.get(region)
  const { span } = scoreSpans(question, rates, standing)
  const inside = by === 'region' && /^\d+$/.test(key) ? Number(key) : region
  const counts = countsOf(rate, question.part)
  const amounts = amountsOf(view, standing, span, counts, belongsTo(question, inside, standing))
  const ids = [...amounts.keys()].sort((a, b) => b - a)
  const offset = Number(question.cursor ?? 0)
  if (!Number.isInteger(offset) || offset < 0) {
    throw new DomainError({ code: 'bad-request', params: { cursor: question.cursor ?? '' } })
  }
  const limit = Math.min(question.limit ?? 50, mostRows)
  const reader = caseReader(view)
  const visible = visibleTo(asker, standing.regions)
  const page = reader.rows(ids.slice(offset, offset + limit), standing)
  const rows = page.filter((row: CaseRow) => reader.listed(row, inside, standing) && visible(row))
  return {
    rows,
    hidden: page.length - rows.length,
    total: [...amounts.values()].reduce((sum, amount) => sum + amount, 0),
    cursor: offset + limit < ids.length ? String(offset + limit) : null,
    position: standing.position,
  }
}

/** Counts with the sign that they enter the list with. */
function countsOf(
  { numerator, denominator }: ScoreRate,
  part: ScoreCasesQuestion['part'],
): readonly (readonly [ScoreCount, 1 | -1])[] {
  if (part === 'numerator') return [[numerator, 1]]
  if (part === 'denominator') return [[denominator, 1]]
  return [
    [denominator, 1],
    [numerator, -1],
  ]
}

/** Which contributions a row of the table is made of; an empty key is the whole. Raises `not-found`. */
function belongsTo(
  { region, by, key }: ScoreCasesQuestion,
  inside: RegionId,
  { regions, catalog }: Standing,
): (placed: RegionId, department: string | null) => boolean {
  if (!regions.inside(regions.get(inside).id, region)) {
    throw new DomainError({ code: 'not-found', params: { what: 'region', id: inside } })
  }
  if (key === '' || (by === 'region' && inside !== region)) {
    return (placed) => regions.inside(placed, inside)
  }
  if (by === 'region') return (placed) => placed === region
  const known = new Set(catalog.pack.departments.map((d) => d.id))
  const { noDepartment, otherDepartment } = restKeys
  const keyOf = (id: string | null): string =>
    id === null ? noDepartment : known.has(id) ? id : otherDepartment
  return (placed, department) => keyOf(department) === key && regions.inside(placed, region)
}

/** Case id → what it adds within the span, of what belongs there; the same rows as the mirror's. */
function amountsOf(
  view: CityView,
  { zone, regions, position }: Standing,
  { from, to }: { from: number; to: number },
  counts: readonly (readonly [ScoreCount, 1 | -1])[],
  belongs: (region: RegionId, department: string | null) => boolean,
): Map<number, number> {
  const amount = counts.map(([count, sign]) => `${sign < 0 ? '-' : '+'} "${count}"`).join(' ')
  const rows = view.database.sqlite
    .prepare<number[], [number, number, string | null, number]>(
      `SELECT case_id, region, department, 0 ${amount} AS amount FROM case_contribution
       WHERE day >= ? AND day <= ? AND slot >= ? AND slot < ? AND +position <= ? AND 0 ${amount} <> 0`,
    )
    .raw()
    .iterate(
      zone.dayOf(from),
      zone.dayOf(to - 1),
      Math.floor(from / slotMs),
      Math.floor((to - 1) / slotMs) + 1,
      position,
    )
  const cases = new Map<number, number>()
  for (const [caseId, placed, owner, change] of rows) {
    const today = regions.find(placed) ? regions.today(placed) : regions.root.id
    if (!belongs(today, owner)) continue
    const sum = (cases.get(caseId) ?? 0) + change
    if (sum === 0) cases.delete(caseId)
    else cases.set(caseId, sum)
  }
  return cases
}
