import { xmlHead, xmlText } from './xml.ts'

/** The texts of a workbook, each once (共享字符串). */
export class SharedStrings {
  readonly #known = new Map<string, number>()
  #uses = 0

  index(text: string): number {
    this.#uses += 1
    const known = this.#known.get(text)
    if (known !== undefined) return known
    this.#known.set(text, this.#known.size)
    return this.#known.size - 1
  }

  *xml(): Generator<string> {
    yield `${xmlHead}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="${this.#uses}" uniqueCount="${this.#known.size}">`
    for (const text of this.#known.keys())
      yield `<si><t xml:space="preserve">${xmlText(text.slice(0, 32_767))}</t></si>`
    yield '</sst>'
  }
}
