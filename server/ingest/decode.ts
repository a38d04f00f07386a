/** How a text was written; `mixed` = UTF-8 with bytes that are not. */
export type Encoding = 'utf-8' | 'utf-16' | 'gb18030' | 'mixed'

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })
const lenientUtf8 = new TextDecoder('utf-8')
const gb18030 = new TextDecoder('gb18030')

/**
 * Decodes a text that comes in blocks of whole lines: BOM, then UTF-8, then GB18030. The choice is
 * made at the first block that is not ASCII and kept: what comes before reads the same in both.
 */
export class BlockDecoder {
  #chosen: 'utf-8' | 'gb18030' | null = null
  /** Whether bytes were met that fit the chosen encoding nowhere. */
  damaged = false

  get encoding(): Encoding {
    return this.damaged ? 'mixed' : (this.#chosen ?? 'utf-8')
  }

  decode(block: Uint8Array): string {
    if (this.#chosen === 'gb18030') return gb18030.decode(block)
    try {
      const text = strictUtf8.decode(block)
      if (this.#chosen === null && !isAscii(text)) this.#chosen = 'utf-8'
      return text
    } catch {
      const text = lenientUtf8.decode(block)
      if (this.#chosen === null && !mostlyUtf8(text)) {
        this.#chosen = 'gb18030'
        return gb18030.decode(block)
      }
      this.#chosen = 'utf-8'
      this.damaged = true
      return text
    }
  }
}

/** A whole text at once, BOM dropped; UTF-16 only with its BOM. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16' }
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16' }
  const decoder = new BlockDecoder()
  const text = decoder.decode(bytes)
  return { text, encoding: decoder.encoding }
}

const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text)

/** GB18030 read as UTF-8 is nearly all replacements; damaged UTF-8 has few among good characters. */
function mostlyUtf8(text: string): boolean {
  let good = 0
  let replaced = 0
  for (const c of text)
    if (c === '\ufffd') replaced++
    else if (c > '\x7f') good++
  return good > replaced
}
