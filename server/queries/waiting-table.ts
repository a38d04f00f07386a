import type { WaitingCase } from '../../shared/cases/waiting.ts'
import { kindOf } from './queue-kinds.ts'

/** A case that waits, with the words it is found by. */
export interface WaitingRow extends Omit<WaitingCase, 'reportedAt' | 'lng' | 'lat'> {
  number: string
  title: string | null
}

const firstRoom = 1_024

/**
 * Cases that wait (待办案件表), column by column: a queue looks at all of them, so that they must lie
 * close together. A slot that no case holds has the case id 0.
 */
export class WaitingTable {
  /** Codes of `type` and `department`, in the order in which they were first seen. */
  readonly types = new Codes()
  readonly departments = new Codes()
  caseId = new Int32Array(firstRoom)
  /** What the filters look at of it, but for its department. */
  kind = new Uint8Array(firstRoom)
  sortAt = new Float64Array(firstRoom)
  /** NaN where no clock runs. */
  dueAt = new Float64Array(firstRoom)
  /** 0 where it has no place. */
  region = new Int32Array(firstRoom)
  /** 0 where it has no department. */
  department = new Uint16Array(firstRoom)
  type = new Uint16Array(firstRoom)
  /** Number, then a line with the title where there is one; in lower case. */
  readonly words: string[] = []
  /** Slots in use, the empty ones among them included. */
  slots = 0
  readonly #slotOf = new Map<number, number>()
  readonly #free: number[] = []

  set(row: WaitingRow): void {
    const slot = this.#slotOf.get(row.caseId) ?? this.#take(row.caseId)
    this.kind[slot] = kindOf(row)
    this.sortAt[slot] = row.sortAt
    this.dueAt[slot] = row.dueAt ?? NaN
    this.region[slot] = row.region ?? 0
    this.department[slot] = row.department === null ? 0 : this.departments.of(row.department)
    this.type[slot] = this.types.of(row.type)
    const title = row.title === null ? '' : `\n${row.title}`
    this.words[slot] = `${row.number}${title}`.toLowerCase()
  }

  delete(caseId: number): void {
    const slot = this.#slotOf.get(caseId)
    if (slot === undefined) return
    this.#slotOf.delete(caseId)
    this.#free.push(slot)
    this.caseId[slot] = 0
    this.words[slot] = ''
  }

  #take(caseId: number): number {
    const slot = this.#free.pop() ?? this.slots++
    if (slot >= this.caseId.length) this.#grow()
    this.#slotOf.set(caseId, slot)
    this.caseId[slot] = caseId
    return slot
  }

  #grow(): void {
    const room = this.caseId.length * 2
    this.caseId = widened(this.caseId, new Int32Array(room))
    this.kind = widened(this.kind, new Uint8Array(room))
    this.sortAt = widened(this.sortAt, new Float64Array(room))
    this.dueAt = widened(this.dueAt, new Float64Array(room))
    this.region = widened(this.region, new Int32Array(room))
    this.department = widened(this.department, new Uint16Array(room))
    this.type = widened(this.type, new Uint16Array(room))
  }
}

type Column = Int32Array | Uint8Array | Uint16Array | Float64Array

function widened<C extends Column>(column: C, empty: C): C {
  empty.set(column)
  return empty
}

/** Words by a small number each, from 1 on. */
class Codes {
  readonly names: string[] = []
  readonly #codeOf = new Map<string, number>()

  of(name: string): number {
    let code = this.#codeOf.get(name)
    if (code === undefined) this.#codeOf.set(name, (code = this.names.push(name)))
    return code
  }

  /** By code, 1 for the names that pass. */
  marks(test: (name: string) => boolean): Uint8Array {
    return Uint8Array.from([0, ...this.names.map((name) => (test(name) ? 1 : 0))])
  }
}
