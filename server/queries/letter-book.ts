import type { LetterReason, LetterState } from '../../shared/dead-letters/answers.ts'
import type { Database } from '../db/open.ts'

/** A dead letter as it is kept, with how it stands (死信). */
export interface KeptLetter {
  id: number
  receivedAt: number
  source: string
  reason: string
  detail: string
  raw: string
  state: LetterState
  /** How often it was replayed and refused. */
  tries: number
}

/** Dead letters for those who decide on them (死信簿). */
export interface LetterBook {
  /** Null for one that is not kept. */
  of(id: number): KeptLetter | null
  /** Open letters of a source and reason in the order they came, after `after`; at most `limit`. */
  open(source: string, reason: string, after: number, limit: number): KeptLetter[]
  /** Why a letter was last refused; null where it was never replayed. */
  lastReasons(id: number): LetterReason[] | null
}

type Row = Omit<KeptLetter, 'state'> & { settled: string | null }

/** A letter's columns, whether it is settled and how often it was refused; of `rejected AS r`. */
export const letterColumns = `r.id, r.received_at AS receivedAt, r.source, r.reason, r.detail, r.raw,
  (SELECT outcome FROM dead_letter_step s WHERE s.letter = r.id AND s.outcome IN ('dropped', 'taken')) AS settled,
  (SELECT count(*) FROM dead_letter_step s WHERE s.letter = r.id AND s.outcome = 'refused') AS tries`

/** Whether nothing was settled of `rejected AS r`. */
export const isOpen = `NOT EXISTS (SELECT 1 FROM dead_letter_step s
  WHERE s.letter = r.id AND s.outcome IN ('dropped', 'taken'))`

/** A row of `letterColumns` as a letter. */
export const keptLetter = ({ settled, ...row }: Row): KeptLetter => ({
  ...row,
  state: settled === null ? 'open' : (settled as LetterState),
})

export function letterBook({ sqlite }: Pick<Database, 'sqlite'>): LetterBook {
  const one = sqlite.prepare<[number], Row>(
    `SELECT ${letterColumns} FROM rejected r WHERE r.id = ?`,
  )
  const open = sqlite.prepare<[string, string, number, number], Row>(
    `SELECT ${letterColumns} FROM rejected r
     WHERE r.source = ? AND r.reason = ? AND r.id > ? AND ${isOpen} ORDER BY r.id LIMIT ?`,
  )
  const last = sqlite
    .prepare<[number], string>(
      `SELECT reasons FROM dead_letter_step WHERE letter = ? AND outcome = 'refused'
       ORDER BY position DESC LIMIT 1`,
    )
    .pluck()
  return {
    of: (id) => {
      const row = one.get(id)
      return row === undefined ? null : keptLetter(row)
    },
    open: (...asked) => open.all(...asked).map(keptLetter),
    lastReasons: (id) => {
      const reasons = last.get(id)
      return reasons === undefined ? null : (JSON.parse(reasons) as LetterReason[])
    },
  }
}
