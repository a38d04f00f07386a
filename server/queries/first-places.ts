/** A case's place in the order: what comes first is smaller, and at the same instant the older case. */
export interface Place {
  sortAt: number
  caseId: number
}

/** Keeps the first `most` places after one, out of however many are offered. */
export class FirstPlaces {
  readonly #after: Place
  readonly #most: number
  #kept: Place[] = []
  /** Nothing behind it is kept any more. */
  #last: Place = { sortAt: Infinity, caseId: 0 }

  constructor(after: Place, most: number) {
    this.#after = after
    this.#most = most
  }

  offer(sortAt: number, caseId: number): void {
    const after = this.#after
    const last = this.#last
    if (sortAt > last.sortAt || (sortAt === last.sortAt && caseId > last.caseId)) return
    if (sortAt < after.sortAt || (sortAt === after.sortAt && caseId <= after.caseId)) return
    this.#kept.push({ sortAt, caseId })
    if (this.#kept.length >= 4 * this.#most) this.#trim()
  }

  inOrder(): Place[] {
    this.#trim()
    return this.#kept
  }

  #trim(): void {
    this.#kept.sort((a, b) => a.sortAt - b.sortAt || a.caseId - b.caseId)
    this.#kept = this.#kept.slice(0, this.#most)
    const last = this.#kept[this.#most - 1]
    if (last !== undefined) this.#last = last
  }
}
