import { createHash } from 'node:crypto'

/**
 * Which numbers a file has had so far, in 24 bytes each, so that a file of a million rows stays
 * bounded: hashes of number and content, open addressing. Two numbers of one hash are not to be
 * expected (52 bits).
 */
export class SeenNumbers {
  #names = new Float64Array(1 << 12)
  #contents = new Uint32Array(1 << 12)
  #rows = new Uint32Array(1 << 12)
  count = 0

  /** null = new; else the row that had it first, and whether it said the same. */
  add(number: string, content: string, row: number): { row: number; same: boolean } | null {
    if (this.count * 2 >= this.#names.length) this.#grow()
    const name = hashed(number, 52)
    const digest = hashed(content, 32)
    const at = this.#slot(name)
    if (this.#names[at] === name)
      return { row: this.#rows[at] ?? 0, same: this.#contents[at] === digest }
    this.#put(at, name, digest, row)
    this.count += 1
    return null
  }

  #slot(name: number): number {
    const size = this.#names.length
    let at = name % size
    while (this.#names[at] !== 0 && this.#names[at] !== name) at = (at + 1) % size
    return at
  }

  #put(at: number, name: number, content: number, row: number): void {
    this.#names[at] = name
    this.#contents[at] = content
    this.#rows[at] = row
  }

  #grow(): void {
    const [names, contents, rows] = [this.#names, this.#contents, this.#rows]
    this.#names = new Float64Array(names.length * 2)
    this.#contents = new Uint32Array(names.length * 2)
    this.#rows = new Uint32Array(names.length * 2)
    names.forEach((name, i) => {
      if (name !== 0) this.#put(this.#slot(name), name, contents[i] ?? 0, rows[i] ?? 0)
    })
  }
}

/** The first bits of a digest, never 0. */
function hashed(text: string, bits: 32 | 52): number {
  const digest = createHash('sha1').update(text).digest()
  const value =
    bits === 32 ? digest.readUInt32BE(8) : digest.readUIntBE(0, 6) * 16 + ((digest[6] ?? 0) >> 4)
  return value === 0 ? 1 : value
}
