import type Sqlite from 'better-sqlite3'

/** As many dead letters as are kept of one source (our default); then the oldest make room. */
export const lettersKept = 5_000

/** A letter to keep: masked, with its reason. */
export interface NewLetter {
  receivedAt: number
  source: string
  reason: string
  detail: string
  raw: string
}

/**
 * Keeps dead letters (死信), a batch in one transaction, at most `most` of a source: the oldest go and
 * are counted. All that name no source of `known` count as one, so that nobody fills the file by
 * inventing names.
 */
export function letterKeeper(
  sqlite: Sqlite.Database,
  known: ReadonlySet<string>,
  most = lettersKept,
): (letters: readonly NewLetter[]) => void {
  const insert = sqlite.prepare(
    'INSERT INTO rejected (received_at, source, reason, detail, raw) VALUES (?, ?, ?, ?, ?)',
  )
  const countOf = sqlite
    .prepare<[string], number>('SELECT count(*) FROM rejected WHERE source = ?')
    .pluck()
  const oldest = sqlite.prepare(
    'DELETE FROM rejected WHERE id IN (SELECT id FROM rejected WHERE source = ? ORDER BY id LIMIT ?)',
  )
  const note = sqlite.prepare(
    `INSERT INTO rejected_gone (source, gone, last_at) VALUES (?, ?, ?)
     ON CONFLICT (source) DO UPDATE SET gone = gone + excluded.gone, last_at = excluded.last_at`,
  )
  return sqlite.transaction((letters: readonly NewLetter[]) => {
    const sourceOf = ({ source }: NewLetter) => (known.has(source) ? source : '')
    const seen = new Map<string, number>()
    for (const letter of letters) seen.set(sourceOf(letter), (seen.get(sourceOf(letter)) ?? 0) + 1)
    const surplus = new Map([...seen].map(([source, count]) => [source, count - most]))
    for (const letter of letters) {
      const source = sourceOf(letter)
      const tooMany = surplus.get(source) ?? 0
      surplus.set(source, tooMany - 1)
      // Of a batch larger than what is kept, the first would be gone at its end.
      if (tooMany > 0) continue
      insert.run(letter.receivedAt, source, letter.reason, letter.detail, letter.raw)
    }
    const at = letters.at(-1)?.receivedAt ?? 0
    for (const [source, count] of seen) {
      const over = Math.max(0, (countOf.get(source) ?? 0) - most)
      if (over > 0) oldest.run(source, over)
      const gone = over + Math.max(0, count - most)
      if (gone > 0) note.run(source, gone, at)
    }
  })
}
