import type { BodyOf } from '../../../shared/events/index.ts'
import type { Database } from '../../db/open.ts'

/** An annotation as it was written (批注). */
export interface WrittenAnnotation {
  position: number
  recordedAt: number
  body: BodyOf<'annotation-added'>
  /** Null where the text was erased. */
  title: string | null
  note: string | null
}

/** The annotations of a city's log. */
export interface AnnotationBook {
  /** Those that stand as of a position, in the order they were written. */
  at(position: number): WrittenAnnotation[]
  /** Where one applies and whether it still stands; null = there is none. */
  of(id: string): { regions: number[]; withdrawn: boolean } | null
}

interface Row {
  position: number
  recordedAt: number
  content: string
  title: string | null
  note: string | null
}

/** A reader over one connection. */
export function annotationBook({ sqlite }: Pick<Database, 'sqlite'>): AnnotationBook {
  const standing = sqlite.prepare<[number, number], Row>(
    `SELECT a.position, recorded_at AS recordedAt, content, title, description AS note
     FROM annotation a LEFT JOIN fact_text USING (position)
     WHERE a.position <= ? AND content IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM annotation w WHERE w.id = a.id AND w.content IS NULL AND w.position <= ?)
     ORDER BY a.position`,
  )
  const one = sqlite
    .prepare<[string], string | null>(
      'SELECT content FROM annotation WHERE id = ? ORDER BY position',
    )
    .pluck()
  return {
    at: (position) =>
      standing.all(position, position).map(({ content, ...row }) => ({
        ...row,
        body: JSON.parse(content) as WrittenAnnotation['body'],
      })),
    of: (id) => {
      const rows = one.all(id)
      const written = rows.find((content) => content !== null)
      if (written === undefined) return null
      const { regions } = JSON.parse(written) as WrittenAnnotation['body']
      return { regions, withdrawn: rows.includes(null) }
    },
  }
}
