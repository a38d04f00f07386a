const word = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu

/**
 * The terms a text is indexed under (二元切分): overlapping pairs of Chinese characters and the last one
 * alone, other words as they are; so any stretch of characters is a phrase of terms.
 */
export function termsOf(text: string): string[] {
  const runs = text.normalize('NFKC').toLowerCase().match(word) ?? []
  return runs.flatMap((run) => (isHan(run) ? pairs(run) : [run]))
}

/** The question for a full-text index that finds every text holding these words; null = no word at all. */
export function phraseOf(query: string): string | null {
  const runs = query.normalize('NFKC').toLowerCase().match(word) ?? []
  const phrases = runs.map((run) => {
    const chars = [...run]
    if (!isHan(run)) return `"${run}"*`
    // One character begins a pair or stands last; a longer run is its pairs, one after the other.
    return chars.length === 1 ? `"${run}"*` : `"${pairs(run).slice(0, -1).join(' ')}"`
  })
  return phrases.length === 0 ? null : phrases.join(' AND ')
}

const isHan = (run: string): boolean => /^\p{Script=Han}/u.test(run)

function pairs(run: string): string[] {
  const chars = [...run]
  return chars.map((char, i) => char + (chars[i + 1] ?? ''))
}
