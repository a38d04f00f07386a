/** Mixes two 32-bit numbers into one: the same key gives the same number for ever. */
export function mix(a: number, b: number): number {
  let h = Math.imul((a + 0x6d2b79f5) ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return (h ^ (h >>> 15)) >>> 0
}

/** A 32-bit number for a name (FNV-1a). */
export function keyOf(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h >>> 0
}

/** A 32-bit number as a fraction, never 0 and never 1. */
export const fraction = (h: number): number => (h + 0.5) / 4294967296

/** A fixed trait of something named, 0–1: the same for the life of the city. */
export const traitOf = (seed: number, name: string): number => fraction(mix(seed, keyOf(name)))

/** A stream of chances for one key (Mulberry32): small, fast, and the same whoever asks first. */
export class Dice {
  #state: number

  constructor(key: number) {
    this.#state = key | 0
  }

  /** In (0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return fraction((t ^ (t >>> 14)) >>> 0)
  }

  chance(p: number): boolean {
    return this.next() < p
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next()
  }

  /** A whole number in [0, n). */
  below(n: number): number {
    return Math.floor(this.next() * n)
  }

  /** One of a list; raises RangeError on an empty one. */
  pick<T>(list: readonly T[]): T {
    const item = list[this.below(list.length)]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }

  /** Around `median`, skewed to the right; `spread` is the sigma of its logarithm. */
  skewed(median: number, spread: number): number {
    const z = this.next() + this.next() + this.next() + this.next() - 2
    return median * Math.exp(spread * z * 1.732)
  }
}
