import type { Database } from '../db/open.ts'
import { WaitingTable, type WaitingRow } from './waiting-table.ts'

/** Cases, or facts, that are read in one go. */
const atOnce = 5_000
/** So many facts behind and further, all that waits is read anew. */
const mostBehind = 100_000

const columns = `q.case_id AS caseId, q.queue, q.sort_at AS sortAt, q.due_at AS dueAt, q.region,
  q.department, q.type, q.supervised, q.extension_asked AS extensionAsked, s.number, s.title`

/**
 * The table `case_queue` in memory (待办镜像), following the log: what a queue counts and sorts is read
 * without the disk, however many cases are open.
 */
export class WaitingMirror {
  #table = new WaitingTable()
  /** Cases up to this one are in; Infinity once all are. */
  #read = 0
  /** What the log said up to here is in, of the cases that are. */
  #position = 0
  readonly #head
  readonly #page
  readonly #some
  readonly #told

  constructor({ sqlite }: Database) {
    this.#head = sqlite.prepare<[], number | null>('SELECT max(position) FROM commits').pluck()
    this.#page = sqlite.prepare<[number, number], WaitingRow>(
      `SELECT ${columns} FROM case_queue q CROSS JOIN case_state s USING (case_id)
       WHERE q.case_id > ? ORDER BY q.case_id LIMIT ?`,
    )
    this.#some = sqlite.prepare<[string], WaitingRow>(
      `SELECT ${columns} FROM json_each(?) c CROSS JOIN case_queue q ON q.case_id = c.value
         CROSS JOIN case_state s USING (case_id)`,
    )
    this.#told = sqlite
      .prepare<[number, number], number>(
        "SELECT DISTINCT stream_id FROM log WHERE position > ? AND position <= ? AND +stream = 'case'",
      )
      .pluck()
  }

  /** The cases that wait now: every commit so far is in. */
  now(): WaitingTable {
    for (const step of this.warm()) void step
    this.#catchUp()
    return this.#table
  }

  /** Takes in what was committed; does nothing before all that waits was read once. */
  follow(): void {
    if (this.#read === Infinity) this.#catchUp()
  }

  /** Reads all that waits, page by page. */
  *warm(): Generator<void> {
    while (this.#read < Infinity) {
      // What changes while the pages are read comes after this position, and is read again.
      if (this.#read === 0) this.#position = this.#head.get() ?? 0
      const rows = this.#page.all(this.#read, atOnce)
      for (const row of rows) this.#table.set(row)
      this.#read = rows.length < atOnce ? Infinity : (rows.at(-1)?.caseId ?? Infinity)
      yield
    }
  }

  #catchUp(): void {
    const through = this.#head.get() ?? 0
    if (through - this.#position > mostBehind) {
      this.#table = new WaitingTable()
      this.#read = 0
      this.now()
      return
    }
    while (this.#position < through) {
      const to = Math.min(through, this.#position + atOnce)
      const ids = this.#told.all(this.#position, to)
      const waiting = this.#some.all(JSON.stringify(ids))
      for (const row of waiting) this.#table.set(row)
      const still = new Set(waiting.map(({ caseId }) => caseId))
      for (const id of ids) if (!still.has(id)) this.#table.delete(id)
      this.#position = to
    }
  }
}
