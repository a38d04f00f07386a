import type { RegionId } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import type { Zone } from '../../../shared/time/zone.ts'
import { endSlotOf, slotMs, type CaseFigures, type HeadFigures } from './case-figures.ts'
import type { ContributionRow } from './case-schema.ts'
import { at } from './case-schema.ts'
import { localPageDays as pageDays, localPageOf, localPages } from './local-page.ts'
import { PageStore } from './page-store.ts'

/** Figures of communities and grids (局部数), read month by month when asked and kept for a while. */
export interface LocalFigures {
  at(position: number): CaseFigures
  /** Notes a new row, so that the months that hold it are read anew. */
  touch(row: ContributionRow): void
}

/** Numbers kept in pages, 4 bytes each: at the head, and at each of a few past positions. */
const keptAtHead = 3_000_000
const keptThen = 500_000
const positionsKept = 3

/** Quarter-hours [first, end) of a page of local days. */
interface PageSpan {
  first: number
  end: number
}

export function localFigures(head: HeadFigures, tree: RegionTree): LocalFigures {
  const { rows, schema, zone } = head
  const spanOf = pageSpans(zone)
  const inside = insideOf(tree)
  const store = (numbers: number, through: () => number): PageStore =>
    new PageStore(numbers, (region, first, end) => {
      const [from, to] = [first * pageDays, end * pageDays]
      const read = rows.ofRegions(inside(region), from, to, through())
      return localPages(schema, read, first, end)
    })
  const atHead = store(keptAtHead, () => head.position)
  const past = new Map<number, PageStore>()
  const storeAt = (position: number): PageStore => {
    let found = past.get(position)
    if (!found) {
      past.set(position, (found = store(keptThen, () => position)))
      const oldest = past.keys().next().value
      if (past.size > positionsKept && oldest !== undefined) past.delete(oldest)
    }
    return found
  }

  const sum = (
    measure: number,
    region: RegionId,
    from: number,
    to: number,
    pages: PageStore,
  ): number => {
    if (to <= from) return 0
    const first = localPageOf(zone.dayOf(from * slotMs))
    const end = localPageOf(zone.dayOf((to - 1) * slotMs)) + 1
    const known = pages.read(region, first, end)
    let total = 0
    for (let number = first; number < end; number += 1) {
      const page = known.pages[number - known.base]
      if (!page) continue
      const span = spanOf(number)
      const whole = from <= span.first && span.end <= to
      total += whole ? page.whole(measure) : page.slots(measure, from, to)
    }
    return total
  }

  const figures = (pages: PageStore, total: CaseFigures['levelAt']): CaseFigures => ({
    flow: (measure, region, from, to) =>
      sum(measure, region, endSlotOf(from), endSlotOf(to), pages),
    levelAt: (measure, region, instant) => {
      if (!Number.isFinite(head.cube.end)) return total(measure, region, instant)
      const slot = endSlotOf(instant)
      const first = endSlotOf(zone.startOfDay(head.cube.start))
      const last = endSlotOf(zone.startOfDay(head.cube.end))
      // What came before it, or what stands now less what came since: whichever is the shorter way.
      if (slot - first < last - slot) return sum(measure, region, first, slot, pages)
      return total(measure, region, instant) - sum(measure, region, slot, last, pages)
    },
  })

  /** How a balance stood after everything known at a past position. */
  const then = (measure: number, region: RegionId, position: number): number => {
    let total = 0
    for (const row of rows.levelsOf(inside(region), position)) {
      for (const [target, column] of schema.targets(row)) {
        if (target === measure) total += Number(row[column])
      }
    }
    return total
  }

  const now = figures(atHead, (measure, region) => head.totals.total(measure, region))
  return {
    at: (position) =>
      position === head.position
        ? now
        : figures(storeAt(position), (measure, region) => then(measure, region, position)),
    touch: (row) => {
      const region = Number(row[at.region])
      const number = localPageOf(Number(row[at.day]))
      const place = tree.find(region) ? tree.today(region) : tree.root.id
      for (const holder of tree.ancestorsOf(place)) atHead.drop(holder, number)
    },
  }
}

function pageSpans(zone: Zone): (number: number) => PageSpan {
  const known = new Map<number, PageSpan>()
  const start = (number: number): number => endSlotOf(zone.startOfDay(number * pageDays))
  return (number) => {
    let span = known.get(number)
    if (!span) known.set(number, (span = { first: start(number), end: start(number + 1) }))
    return span
  }
}

/** A small region with all that lies in it, also what has ended. */
function insideOf(tree: RegionTree): (region: RegionId) => readonly RegionId[] {
  const known = new Map<RegionId, readonly RegionId[]>()
  return (region) => {
    let ids = known.get(region)
    if (!ids) {
      const ended = tree.ended.filter((r) => tree.inside(r.id, region))
      ids = [region, ...[...tree.descendantsOf(region), ...ended].map((r) => r.id)]
      known.set(region, ids)
    }
    return ids
  }
}
