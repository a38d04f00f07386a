import type { RegionId } from '../city/pack.ts'

/** Sensitive counts and denominators below this are not shown (domain.md, 敏感; checked 2026-11-22). */
export const smallestShown = 10

/** A region's place in one table (单元格): every count that its published figure must not tell. */
export interface Cell {
  region: RegionId
  /** True for the whole that the other cells add up to. */
  total: boolean
  /** In the same order in every cell of a table; null where one is missing. */
  sizes: readonly (number | null)[]
}

/** Which regions of one published table are shown (公布格局); a region in neither is undecided. */
export interface Pattern {
  shown: ReadonlySet<RegionId>
  hidden: ReadonlySet<RegionId>
}

export const undecided: Pattern = { shown: new Set(), hidden: new Set() }

const small = (cell: Cell): boolean => cell.sizes.some((n) => n !== null && n < smallestShown)
const least = (cell: Cell): number => Math.min(...cell.sizes.map((n) => n ?? Infinity))

/** Smallest first; the total goes last, ties by region. */
const bySize = (a: Cell, b: Cell): number =>
  Number(a.total) - Number(b.total) || least(a) - least(b) || a.region - b.region

/**
 * Decides the cells that `before` left undecided (主次抑制): small ones are hidden, then the smallest
 * others until subtraction tells nothing. What was decided stays; null = this version of the table
 * would uncover something under the decided pattern and may not be released.
 */
export function decide(before: Pattern, cells: readonly Cell[]): Pattern | null {
  if (cells.some((cell) => before.shown.has(cell.region) && small(cell))) return null
  const fresh = cells.filter((c) => !before.shown.has(c.region) && !before.hidden.has(c.region))
  const hidden = new Set(before.hidden)
  const added = new Set<RegionId>()
  const hide = (cell: Cell): void => void [hidden.add(cell.region), added.add(cell.region)]
  for (const cell of fresh) if (small(cell)) hide(cell)
  const spare = fresh.filter((cell) => !hidden.has(cell.region)).sort(bySize)
  // What is hidden later also stands alone: the version before tells the sum of the others.
  const safe = (): boolean =>
    before === undecided
      ? isProtected(cells, hidden, hidden, true)
      : isProtected(cells, hidden, hidden, false) && isProtected(cells, added, hidden, true)
  while (!safe()) {
    const next = spare.shift()
    if (next === undefined) return null
    hide(next)
  }
  const shown = new Set([...before.shown, ...spare.map((cell) => cell.region)])
  return { shown, hidden }
}

/**
 * Whether subtraction leaves every cell of `group` open. Their sum is as good as published, so it
 * must be of two cells at least and itself no small count. Who knows the rule also knows that, when
 * `fresh`, none exceeds the smallest shown: between these bounds each keeps ten possible values.
 */
function isProtected(
  cells: readonly Cell[],
  group: ReadonlySet<RegionId>,
  hidden: ReadonlySet<RegionId>,
  fresh: boolean,
): boolean {
  if (group.size === 0) return true
  const total = cells.find((cell) => cell.total)
  if (total === undefined || cells.length === 1) return true
  const parts = cells.filter((cell) => !cell.total)
  // A hidden total is open as long as one of its parts is.
  if (hidden.has(total.region)) return parts.some((cell) => hidden.has(cell.region))
  return total.sizes.every((whole, i) => {
    const sizes = (of: readonly Cell[]) => of.flatMap((cell) => cell.sizes[i] ?? [])
    const open = sizes(parts.filter((cell) => group.has(cell.region)))
    const sum = open.reduce((a, b) => a + b, 0)
    if (whole === null) return true
    if (open.length < 2 || sum < smallestShown) return false
    const most = Math.min(...sizes(parts.filter((cell) => !hidden.has(cell.region))))
    return !fresh || open.length * most - sum >= smallestShown
  })
}
