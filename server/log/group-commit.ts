/** When a group is written: this long after its first item, or as soon as it holds `most` weight. */
export interface GroupLimits {
  windowMs: number
  most: number
}

interface Waiting<I, O> {
  items: readonly I[]
  resolve(results: O[]): void
  reject(error: unknown): void
}

/**
 * Collects what arrives within a few milliseconds and writes it as one group, so that many callers
 * share one flush of the disk. `write` is synchronous and all or nothing; `isDisk` tells a failure of
 * the disk, which rejects the whole group, from a fault of one caller, which rejects that one alone.
 */
export class GroupCommit<I, O> {
  readonly #write: (items: readonly I[]) => O[]
  readonly #isDisk: (error: unknown) => boolean
  readonly #limits: GroupLimits
  #waiting: Waiting<I, O>[] = []
  #weight = 0
  #timer: NodeJS.Timeout | null = null

  constructor(
    write: (items: readonly I[]) => O[],
    isDisk: (error: unknown) => boolean,
    limits: GroupLimits,
  ) {
    this.#write = write
    this.#isDisk = isDisk
    this.#limits = limits
  }

  /** Resolves with one result per item, once they are on disk. */
  add(items: readonly I[], weight: number): Promise<O[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ items, resolve, reject })
      this.#weight += weight
      if (this.#weight >= this.#limits.most) this.flush()
      else this.#timer ??= setTimeout(() => this.flush(), this.#limits.windowMs)
    })
  }

  /** Writes what is waiting now. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const group = this.#waiting
    this.#waiting = []
    this.#weight = 0
    if (group.length > 0) this.#writeGroup(group)
  }

  #writeGroup(group: Waiting<I, O>[]): void {
    let results: O[]
    try {
      results = this.#write(group.flatMap(({ items }) => items))
    } catch (error) {
      if (group.length === 1 || this.#isDisk(error)) group.forEach((one) => one.reject(error))
      else group.forEach((one) => this.#writeGroup([one]))
      return
    }
    let from = 0
    for (const one of group) {
      one.resolve(results.slice(from, from + one.items.length))
      from += one.items.length
    }
  }
}
