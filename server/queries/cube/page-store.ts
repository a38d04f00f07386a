import type { RegionId } from '../../../shared/city/pack.ts'
import type { LocalPage } from './local-page.ts'

/** Reads the pages [first, end) of a region. */
type ReadPages = (region: RegionId, first: number, end: number) => readonly LocalPage[]

/** The pages of one region from number `base` on; undefined = not read. */
export interface RegionPages {
  base: number
  pages: (LocalPage | undefined)[]
}

/** Pages by region (局部页存); regions read longest ago are given up when there are too many numbers. */
export class PageStore {
  readonly #regions = new Map<RegionId, RegionPages>()
  #kept = 0

  constructor(
    readonly most: number,
    readonly readPages: ReadPages,
  ) {}

  /** The pages of a region, those of [first, end) among them. */
  read(region: RegionId, first: number, end: number): RegionPages {
    let known = this.#regions.get(region)
    if (!known) {
      known = { base: first, pages: [] }
      this.#regions.set(region, known)
    }
    if (first < known.base) {
      known.pages.unshift(...Array<undefined>(known.base - first).fill(undefined))
      known.base = first
    }
    const { base, pages } = known
    let from = first
    while (from < end && pages[from - base]) from += 1
    let to = end
    while (to > from && pages[to - 1 - base]) to -= 1
    if (from === to) return known
    this.readPages(region, from, to).forEach((page, i) => {
      this.#kept += page.size - (pages[from + i - base]?.size ?? 0)
      pages[from + i - base] = page
    })
    this.#giveUp(region)
    return known
  }

  /** Forgets one page, so that it is read anew. */
  drop(region: RegionId, number: number): void {
    const known = this.#regions.get(region)
    const page = known?.pages[number - known.base]
    if (!known || !page) return
    known.pages[number - known.base] = undefined
    this.#kept -= page.size
  }

  #giveUp(except: RegionId): void {
    for (const [region, { pages }] of this.#regions) {
      if (this.#kept <= this.most) return
      if (region === except) continue
      this.#regions.delete(region)
      for (const page of pages) this.#kept -= page?.size ?? 0
    }
  }
}
