import type { Asker } from '../../shared/access/asker.ts'
import { ownDepartmentsOnly, visibleTo } from '../../shared/access/visible.ts'
import type { CaseRow } from '../../shared/cases/rows.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import { DomainError } from '../../shared/errors.ts'
import { spanFor } from '../../shared/indicators/span.ts'
import { belowDistrict, isSensitive } from '../../shared/indicators/suppression.ts'
import { resolveWindow, type Window } from '../../shared/time/period.ts'
import { caseReader } from './case-reader.ts'
import { storedCaseColumns, type StoredCase } from './case-rows.ts'
import type { CityView, Standing } from './city-view.ts'
import { figureCases } from './figure-cases.ts'

/** 分子, 分母, or what is in the denominator and not in the numerator (未达标). */
export type CasePart = 'numerator' | 'denominator' | 'gap'

export interface CaseListQuestion {
  region: RegionId
  window?: Window
  /** With `indicator`: the cases that its numerator or denominator counts. */
  indicator?: string
  part?: CasePart
  status?: 'open' | 'all'
  order?: 'newest' | 'urgent'
  limit?: number
  cursor?: string
  at?: number
}

export interface CaseListAnswer {
  rows: CaseRow[]
  /** What the listed cases add up to for the indicator; null for plain lists. */
  total: number | null
  /** Of this page, the cases that count and are not shown: sensitive ones, and another department's. */
  withheld: number
  /** Pass it back for the next page; null at the end. */
  cursor: string | null
  position: number
}

export const mostRows = 200
/** A case reported this long before a past instant is no longer looked for in its open list. */
const replayReachMs = 45 * 86_400_000

/**
 * Cases of a region (案件列表) that an asker may see: open or all, or exactly those behind a figure.
 * Raises `bad-request`.
 */
export function caseList(view: CityView, question: CaseListQuestion, asker: Asker): CaseListAnswer {
  const standing = view.standing(question.at)
  standing.regions.get(question.region)
  const limit = Math.min(question.limit ?? 50, mostRows)
  const offset = Number(question.cursor ?? 0)
  if (!Number.isInteger(offset) || offset < 0) {
    throw new DomainError({ code: 'bad-request', params: { cursor: question.cursor ?? '' } })
  }
  const { position } = standing
  if (question.indicator !== undefined) {
    const behind = behindFigure(view, question, question.indicator, standing)
    const ids = [...behind.keys()].sort((a, b) => b - a)
    const behindRows = caseReader(view).rows(ids.slice(offset, offset + limit), standing)
    // They count, but below district it is not said which cases they are.
    const open = !belowDistrict(standing.regions.get(question.region).level)
    const visible = visibleTo(asker, standing.regions)
    const rows = behindRows.filter((row) => (open || !row.withheld) && visible(row))
    const total = [...behind.values()].reduce((sum, amount) => sum + amount, 0)
    const withheld = behindRows.length - rows.length
    return { rows, total, withheld, cursor: next(offset, limit, ids.length), position }
  }
  const rows = plainList(view, question, standing, asker, offset + limit + 1)
  return {
    rows: rows.slice(offset, offset + limit),
    total: null,
    withheld: 0,
    cursor: next(offset, limit, rows.length),
    position,
  }
}

const next = (offset: number, limit: number, found: number): string | null =>
  offset + limit < found ? String(offset + limit) : null

/** Case id → amount of everything that the indicator's part counts in the window. */
function behindFigure(
  view: CityView,
  { region, window, part }: CaseListQuestion,
  id: string,
  standing: Standing,
): Map<number, number> {
  const indicator = standing.catalog.indicator(id)
  if (isSensitive(indicator, standing.catalog))
    throw new DomainError({ code: 'forbidden', params: { indicator: id } })
  const asked = resolveWindow(
    standing.zone,
    window ?? { grain: 'day', at: standing.now },
    standing.now,
  )
  const span = spanFor(indicator, asked, standing)
  const cases = new Map<number, number>()
  if (span === null) return cases
  const add = (measures: readonly string[], sign: 1 | -1) => {
    for (const measure of measures) {
      for (const [caseId, amount] of figureCases(view, standing, measure, region, span)) {
        const sum = (cases.get(caseId) ?? 0) + sign * amount
        if (sum === 0) cases.delete(caseId)
        else cases.set(caseId, sum)
      }
    }
  }
  if (part !== 'numerator' && part !== undefined) add(indicator.denominator, 1)
  if (part !== 'denominator') add(indicator.numerator, part === 'gap' ? -1 : 1)
  return cases
}

/** Streams stored cases in order until enough are found for the region. */
function plainList(
  view: CityView,
  { region, status, order }: CaseListQuestion,
  standing: Standing,
  asker: Asker,
  enough: number,
): CaseRow[] {
  const { sqlite } = view.database
  const reader = caseReader(view)
  const byOrder =
    order === 'urgent' ? 'severity, overdue DESC, reported_at DESC' : 'reported_at DESC'
  const open = status !== 'all'
  const { sql, params } = !open
    ? { sql: 'reported_at <= ?', params: [standing.now] }
    : !standing.replay
      ? { sql: 'open = 1', params: [] }
      : {
          sql: `reported_at > ? AND reported_at <= ?
                AND (open = 1 OR closed_at >= ? OR (closed_at IS NULL AND position > ?))`,
          params: [standing.now - replayReachMs, standing.now, standing.now, standing.position],
        }
  // In the past a case may have been another department's than it is now.
  const narrow = ownDepartmentsOnly(asker) && !standing.replay
  const own = narrow ? 'AND department IN (SELECT value FROM json_each(?))' : ''
  const statement = sqlite.prepare<(number | string)[], StoredCase>(
    `SELECT ${storedCaseColumns} FROM case_state WHERE ${sql} ${own} ORDER BY ${byOrder}`,
  )
  const visible = visibleTo(asker, standing.regions)
  const rows: CaseRow[] = []
  const said = narrow ? [...params, JSON.stringify(asker.departments)] : params
  for (const stored of statement.iterate(...said)) {
    const row = reader.row(stored, standing)
    if (row === null || (open && isOver(row)) || !reader.listed(row, region, standing)) continue
    if (!visible(row)) continue
    rows.push(row)
    if (rows.length >= enough) break
  }
  return rows
}

const over = new Set(['reported', 'declined', 'closed', 'rated', 'cancelled', 'merged'])
const isOver = (row: CaseRow): boolean => over.has(row.stage)
