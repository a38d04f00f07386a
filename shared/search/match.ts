/** A name that can be found (可搜名称). */
export interface Findable {
  name: string
  /** Codes and other names, found as a whole or by their beginning. */
  also: readonly string[]
  /** The reading of each character of `name`, lower case; empty = not found by pinyin. */
  pinyin: readonly string[]
}

export interface Match {
  /** Lower is better: 0 exact, 1 beginning, 2 within, 3 other names, 4 initials, 5 pinyin. */
  rank: number
  /** Half-open stretches of `name` that matched. */
  marks: readonly (readonly [number, number])[]
}

/** What is typed, made comparable: full-width to half-width, lower case, no spaces around. */
export const normalise = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** How a normalised query matches a name; null = not at all. */
export function matchOf(query: string, entry: Findable): Match | null {
  if (query === '') return null
  const name = entry.name.toLowerCase()
  const at = name.indexOf(query)
  if (at >= 0) {
    const rank = name === query ? 0 : at === 0 ? 1 : 2
    return { rank, marks: [[at, at + query.length]] }
  }
  const letters = query.replace(/[\s']/g, '')
  if (entry.also.some((word) => word.toLowerCase().startsWith(query))) return { rank: 3, marks: [] }
  if (!/^[a-z0-9]+$/.test(letters) || entry.pinyin.length === 0) return null
  return byInitials(letters, entry.pinyin) ?? byReading(letters, entry.pinyin)
}

function byInitials(letters: string, pinyin: readonly string[]): Match | null {
  const at = pinyin
    .map((syllable) => syllable[0] ?? '')
    .join('')
    .indexOf(letters)
  return at < 0 ? null : { rank: 4, marks: [[at, at + letters.length]] }
}

/** Whole syllables from any character on; the last one may be begun only. */
function byReading(letters: string, pinyin: readonly string[]): Match | null {
  for (let from = 0; from < pinyin.length; from += 1) {
    let rest = letters
    for (let to = from; to < pinyin.length; to += 1) {
      const syllable = pinyin[to] ?? ''
      if (syllable.startsWith(rest)) return { rank: 5, marks: [[from, to + 1]] }
      if (syllable === '' || !rest.startsWith(syllable)) break
      rest = rest.slice(syllable.length)
    }
  }
  return null
}
