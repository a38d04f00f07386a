import { BlockDecoder } from '../decode.ts'
import type { Encoding } from '../decode.ts'

/** A line with its number in the file, the first being 1. */
export interface Line {
  number: number
  text: string
}

/** The longest piece decoded without a line break (our default): a file without breaks stays bounded. */
const longest = 4 * 1024 * 1024
const newline = 0x0a

/** Lines of a file in blocks, in whatever encoding they come; memory is one block. */
export class LineReader {
  #bytes: AsyncIterable<Uint8Array>
  #decoder = new BlockDecoder()
  #wide: TextDecoder | null = null
  #number = 0
  /** Bytes taken so far, for a progress bar. */
  read = 0

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#bytes = bytes
  }

  get encoding(): Encoding {
    return this.#wide === null ? this.#decoder.encoding : 'utf-16'
  }

  async *blocks(): AsyncGenerator<Line[]> {
    let rest: Uint8Array = new Uint8Array(0)
    let first = true
    for await (const chunk of this.#bytes) {
      this.read += chunk.length
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      if (first && rest.length < 2) continue
      if (first) this.#wide = wideDecoder(rest)
      first = false
      const end = this.#wide ? wideEnd(rest, this.#wide) : rest.lastIndexOf(newline) + 1
      const cut = end > 0 ? end : rest.length > longest ? rest.length : 0
      if (cut === 0) continue
      yield this.#lines(rest.subarray(0, cut))
      rest = rest.subarray(cut)
    }
    if (rest.length > 0) yield this.#lines(rest)
  }

  #lines(bytes: Uint8Array): Line[] {
    const text = this.#wide ? this.#wide.decode(bytes) : this.#decoder.decode(bytes)
    const texts = text.split('\n')
    if (texts.at(-1) === '') texts.pop()
    return texts.map((line) => ({
      number: ++this.#number,
      text: line.endsWith('\r') ? line.slice(0, -1) : line,
    }))
  }
}

function wideDecoder(head: Uint8Array): TextDecoder | null {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le')
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be')
  return null
}

/** Just after the last line break of two bytes; 0 = none. */
function wideEnd(bytes: Uint8Array, { encoding }: TextDecoder): number {
  const little = encoding === 'utf-16le'
  for (let i = bytes.length - (bytes.length % 2) - 2; i >= 0; i -= 2)
    if (bytes[little ? i : i + 1] === newline && bytes[little ? i + 1 : i] === 0) return i + 2
  return 0
}
