import type { WarningMessage, WarningName } from '../../shared/events/warning-parts.ts'
import type { WarningEnd, WarningKind } from '../../shared/warnings/fold.ts'
import { splitTexts, type WarningText } from '../../shared/warnings/texts.ts'
import type { Database } from '../db/open.ts'

/** One message of a public warning (公共预警) with its texts and with what ends it. */
export interface WarningRecord {
  position: number
  kind: WarningKind
  message: WarningMessage
  texts: WarningText[]
  ends: WarningEnd[]
}

/** Messages as they were known at a position. */
export interface WarningStates {
  /** Those with an end after `now`: nothing else can be in force. */
  current(at: number, now: number): WarningRecord[]
  /** All, newest first. */
  all(at: number): WarningRecord[]
  /** The messages linked with one by references, either way and on, itself among them; oldest first. */
  chain(of: WarningName, at: number): WarningRecord[]
  /** Position and digest of a message; null = not known. */
  known(name: WarningName): { position: number; digest: string } | null
  /** Position of the last message; 0 = none yet. */
  last(): number
}

/** Most messages that one read returns, and most links of one chain. */
const mostRead = 1_000
const mostLinks = 50

interface Row {
  position: number
  kind: WarningKind
  message: string
  texts: string | null
}

/** A reader over one connection; its statements are prepared once. */
export function warningStates({ sqlite }: Pick<Database, 'sqlite'>): WarningStates {
  const columns = 'w.position, w.kind, w.message, t.description AS texts'
  const from = 'warning w LEFT JOIN fact_text t ON t.position = w.position'
  const current = sqlite.prepare<[number, number, number], Row>(
    `SELECT ${columns} FROM ${from} WHERE w.until_at > ? AND w.position <= ?
     ORDER BY w.position DESC LIMIT ?`,
  )
  const all = sqlite.prepare<[number, number], Row>(
    `SELECT ${columns} FROM ${from} WHERE w.position <= ? ORDER BY w.position DESC LIMIT ?`,
  )
  const byName = sqlite.prepare<[string, string, number, number], Row>(
    `SELECT ${columns} FROM ${from}
     WHERE w.sender = ? AND w.identifier = ? AND w.sent_at = ? AND w.position <= ?`,
  )
  const naming = sqlite.prepare<[string, string, number, number], Row>(
    `SELECT ${columns} FROM warning_reference r JOIN ${from.replace(
      'warning w',
      'warning w ON w.position = r.position',
    )}
     WHERE r.sender = ? AND r.identifier = ? AND r.sent_at = ? AND r.position <= ?`,
  )
  const ends = sqlite.prepare<[string, string, number, number], WarningEnd>(
    `SELECT w.kind, w.status, w.sent_at AS sentAt
     FROM warning_reference r JOIN warning w ON w.position = r.position
     WHERE r.sender = ? AND r.identifier = ? AND r.sent_at = ? AND r.position <= ?`,
  )
  const last = sqlite.prepare<[], number | null>('SELECT max(position) FROM warning').pluck()

  const keyOf = ({ sender, identifier, sentAt }: WarningName) =>
    [sender, identifier, sentAt] as const
  const read =
    (at: number) =>
    ({ position, kind, message: json, texts }: Row): WarningRecord => {
      const message = JSON.parse(json) as WarningMessage
      return {
        ...{ position, kind, message, texts: splitTexts(texts, message.infos.length) },
        ends: ends.all(...keyOf(message), at),
      }
    }
  return {
    current: (at, now) => current.all(now, at, mostRead).map(read(at)),
    all: (at) => all.all(at, mostRead).map(read(at)),
    chain(of, at) {
      const found = new Map<number, WarningRecord>()
      const asked = new Set<string>()
      const waiting: WarningName[] = [of]
      for (let name = waiting.pop(); name && found.size < mostLinks; name = waiting.pop()) {
        const key = keyOf(name).join()
        if (asked.has(key)) continue
        asked.add(key)
        for (const row of [...byName.all(...keyOf(name), at), ...naming.all(...keyOf(name), at)]) {
          if (found.has(row.position)) continue
          const record = read(at)(row)
          found.set(row.position, record)
          waiting.push(record.message, ...record.message.references)
        }
      }
      return [...found.values()].sort(
        (a, b) => a.message.sentAt - b.message.sentAt || a.position - b.position,
      )
    },
    known(name) {
      const row = byName.get(...keyOf(name), Number.MAX_SAFE_INTEGER)
      if (row === undefined) return null
      const { digest } = JSON.parse(row.message) as WarningMessage
      return { position: row.position, digest }
    },
    last: () => last.get() ?? 0,
  }
}
