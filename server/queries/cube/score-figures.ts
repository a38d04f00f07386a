import type { RegionId } from '../../../shared/city/pack.ts'
import { scoreCounts } from '../../../shared/scores/rates.ts'
import type { Zone } from '../../../shared/time/zone.ts'
import { slotMs } from './case-figures.ts'
import type { CaseRows } from './case-rows.ts'
import { at, type ContributionRow } from './case-schema.ts'
import { movesScores, ScoreCells, type ScoreSlots } from './score-cube.ts'

/** Score counts over instants, cut to the quarter-hour, in the order of `scoreCounts`. */
export interface ScoreFigures {
  region(region: RegionId, from: number, to: number): Float64Array
  /** One block of counts per department of the slots, one after the other. */
  departments(scope: RegionId, from: number, to: number): Float64Array
}

type AddTo = (cells: ScoreCells, sign: number) => void

/** What a reading is made of: whole days, and the beginning of one. */
interface Source {
  days(from: number, to: number, add: AddTo): void
  edge(day: number, endSlot: number): ScoreCells
}

const slotOf = (ms: number): number => Math.floor(ms / slotMs)

function figuresOf(source: Source, slots: ScoreSlots, zone: Zone): ScoreFigures {
  const read = (from: number, to: number, add: AddTo): void => {
    if (to <= from) return
    source.days(zone.dayOf(from), zone.dayOf(to), add)
    const upTo = (instant: number, sign: number): void => {
      const day = zone.dayOf(instant)
      if (zone.startOfDay(day) === instant) return
      add(source.edge(day, slotOf(instant - 1) + 1), sign)
    }
    upTo(to, 1)
    upTo(from, -1)
  }
  return {
    region: (id, from, to) => {
      const sum = new Float64Array(scoreCounts.length)
      const region = slots.regions.ordinal(id)
      if (region >= 0) read(from, to, (cells, sign) => cells.addRegion(sum, region, sign))
      return sum
    },
    departments: (id, from, to) => {
      const sum = new Float64Array(scoreCounts.length * slots.departments.length)
      const scope = slots.scopes.ordinal(id)
      if (scope >= 0) read(from, to, (cells, sign) => cells.addDepartments(sum, scope, sign))
      return sum
    },
  }
}

const edgesKept = 8
/** As far back as a trend of months reaches. */
const daysAhead = 400

/** What of a mirror is kept: its days from `from` on, packed. */
export interface ScoreContent {
  from: number
  days: ReadonlyMap<number, Int32Array>
}

/**
 * Score counts by day at the head of the log (问效镜像). `add` follows each commit. Where it was not
 * given the rows from the first on, it reads a day when it is asked for.
 */
export class ScoreMirror {
  readonly figures: ScoreFigures
  readonly #days = new Map<number, ScoreCells | null>()
  readonly #edges = new Map<string, { day: number; endSlot: number; cells: ScoreCells }>()
  /** All days from this one on are held; null before the first row. */
  #heldFrom: number | null = null
  position = 0

  constructor(
    readonly slots: ScoreSlots,
    readonly zone: Zone,
    readonly rows: CaseRows,
  ) {
    const days = (from: number, to: number, add: AddTo): void => {
      for (let day = from; day < to; day += 1) {
        const cells = this.day(day)
        if (cells) add(cells, 1)
      }
    }
    const edge = (day: number, endSlot: number): ScoreCells => this.#edge(day, endSlot)
    this.figures = figuresOf({ days, edge }, slots, zone)
  }

  add(row: ContributionRow): void {
    this.#heldFrom ??= isFirst(row, this.rows) ? -Infinity : Infinity
    this.position = Number(row[at.position])
    if (!movesScores(row)) return
    const day = Number(row[at.day])
    if (day >= this.#heldFrom || this.#days.has(day)) {
      const cells = this.#days.get(day) ?? new ScoreCells(this.slots)
      cells.add(row)
      this.#days.set(day, cells)
    }
    for (const edge of this.#edges.values()) {
      if (edge.day === day && Number(row[at.slot]) < edge.endSlot) edge.cells.add(row)
    }
  }

  /** The counts of a local day; null where there are none. */
  day(day: number): ScoreCells | null {
    const known = this.#days.get(day)
    if (known !== undefined || day >= (this.#heldFrom ?? Infinity)) return known ?? null
    const cells = cellsOf(this.slots, this.rows.ofDay(day, 0, this.position))
    this.#days.set(day, cells)
    return cells
  }

  /** Reads ahead the days up to `today`, one a step; at once done where all of them are held. */
  *warm(today: number): Generator<void> {
    const first = today - daysAhead
    // A clock may run ahead across midnight.
    for (let day = today + 1; day >= first && day < (this.#heldFrom ?? Infinity); day -= 1) {
      if (this.#days.has(day)) continue
      this.day(day)
      yield
    }
    this.#heldFrom = Math.min(this.#heldFrom ?? Infinity, first)
  }

  /** Its days, to be kept in a file; null while some of them may not be held. */
  get content(): ScoreContent | null {
    const from = this.#heldFrom
    if (from === null || from === Infinity) return null
    const days = new Map<number, Int32Array>()
    for (const [day, cells] of this.#days) if (cells && day >= from) days.set(day, cells.pack())
    return { from, days }
  }

  /** Takes over days that were kept in a file; a mirror that has followed rows stays as it is. */
  restore({ from, days }: ScoreContent): void {
    if (this.#heldFrom !== null) return
    for (const [day, packed] of days) this.#days.set(day, ScoreCells.unpack(this.slots, packed))
    this.#heldFrom = from
  }

  #edge(day: number, endSlot: number): ScoreCells {
    const key = `${day}|${endSlot}`
    const known = this.#edges.get(key)
    if (known) return known.cells
    // Rows not yet followed are added when they are; so the edge stops where the mirror stands.
    const cells = edgeCells(this, day, endSlot, this.position)
    this.#edges.set(key, { day, endSlot, cells })
    const oldest = this.#edges.keys().next().value
    if (this.#edges.size > edgesKept && oldest !== undefined) this.#edges.delete(oldest)
    return cells
  }
}

const isFirst = (row: ContributionRow, rows: CaseRows): boolean =>
  rows
    .after(0, Number(row[at.position]), 1)
    .rows[0]?.every((value, i) => i >= row.length || value === row[i]) ?? false

/** The counts of some rows; null where none of them moves any. */
function cellsOf(slots: ScoreSlots, rows: Iterable<ContributionRow>): ScoreCells | null {
  let cells: ScoreCells | null = null
  for (const row of rows) if (movesScores(row)) (cells ??= new ScoreCells(slots)).add(row)
  return cells
}

function edgeCells(
  { slots, rows }: ScoreMirror,
  day: number,
  endSlot: number,
  through: number,
): ScoreCells {
  const cells = new ScoreCells(slots)
  for (const row of rows.ofDay(day, 0, through)) {
    if (Number(row[at.slot]) < endSlot) cells.add(row)
  }
  return cells
}

/** So few rows are taken off without asking what else there is. */
const fewRows = 200
const dayRowsAtOnce = 100_000

/** A day as it stood: read anew (`own`), or the head's less what came `later`. */
type DayThen = { own: ScoreCells | null } | { later: ScoreCells | null }

/**
 * The same counts as they stood at an earlier position: each day that is asked for is the head's less
 * what came later, or read anew where that is shorter.
 */
export function scoresAsOf(head: ScoreMirror, position: number): ScoreFigures {
  const { rows, slots, zone } = head
  const known = new Map<number, DayThen>()
  const edges = new Map<string, ScoreCells>()
  let through = head.position
  // The head moves on while this position is still asked for: what it gained is taken off as well.
  const keepUp = (): void => {
    if (head.position === through) return
    for (const row of rows.between(through, head.position)) {
      const day = known.get(Number(row[at.day]))
      if (day && 'later' in day && movesScores(row)) (day.later ??= new ScoreCells(slots)).add(row)
    }
    through = head.position
  }
  const dayThen = (day: number): DayThen => {
    const found = known.get(day)
    if (found) return found
    const later = rows.countOfDay(day, position, through, dayRowsAtOnce)
    const anew = later > fewRows && rows.countOfDay(day, 0, position, later) < later
    const made: DayThen = anew
      ? { own: cellsOf(slots, rows.ofDay(day, 0, position)) }
      : { later: later === 0 ? null : cellsOf(slots, rows.ofDay(day, position, through)) }
    known.set(day, made)
    return made
  }
  const days = (from: number, to: number, add: AddTo): void => {
    keepUp()
    for (let day = from; day < to; day += 1) {
      const then = dayThen(day)
      const [whole, off] = 'own' in then ? [then.own, null] : [head.day(day), then.later]
      if (whole) add(whole, 1)
      if (off) add(off, -1)
    }
  }
  const edge = (day: number, endSlot: number): ScoreCells => {
    const key = `${day}|${endSlot}`
    const cells = edges.get(key) ?? edgeCells(head, day, endSlot, position)
    edges.set(key, cells)
    return cells
  }
  return figuresOf({ days, edge }, slots, zone)
}
