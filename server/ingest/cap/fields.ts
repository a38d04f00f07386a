import { inRange } from '../times.ts'
import type { Note } from '../ports.ts'
import type { XmlElement } from './read-xml.ts'

/** The fields of one element as CAP names them, and what is wrong with them. */
export interface Fields {
  path: string
  /** The text of a required field; notes a problem and answers '' where it is missing or empty. */
  need(name: string): string
  /** The text of an optional field; null where it is missing or empty. */
  maybe(name: string): string | null
  /** Every non-empty text of a field that may be repeated. */
  every(name: string): string[]
  /** The elements of a field, each with its own fields. */
  within(name: string): Fields[]
  /** A value of a fixed list; a problem where it is another. */
  oneOf<V extends string>(name: string, given: string, values: readonly V[]): V
  /** UTC ms of a time with an offset; null, with a problem, where it is not one. */
  time(name: string, given: string | null): number | null
  wrong(code: string, name: string, message: string): void
}

/** Reads `element`, whose children of other namespaces count for nothing; problems go to `problems`. */
export function fieldsOf(element: XmlElement, path: string, problems: Note[]): Fields {
  const own = element.children.filter(({ uri }) => uri === element.uri)
  const named = (name: string) => own.filter((child) => child.name === name)
  const at = (name: string) => `${path}.${name}`
  const wrong = (code: string, name: string, message: string): void =>
    void problems.push({ code, field: at(name), message })
  const single = (name: string): string => {
    const found = named(name)
    if (found.length > 1)
      wrong('repeated', name, `${at(name)} 出现 ${found.length} 次，只能有一个。`)
    return found[0]?.text.trim() ?? ''
  }
  return {
    path,
    wrong,
    need(name) {
      const text = single(name)
      if (text === '')
        wrong('missing-field', name, `缺少 ${at(name)}，或为空；CAP 1.2 要求必填，请补上。`)
      return text
    },
    maybe: (name) => single(name) || null,
    every: (name) => named(name).flatMap(({ text }) => text.trim() || []),
    within: (name) =>
      named(name).map((child, i, { length }) =>
        fieldsOf(child, length === 1 ? at(name) : `${at(name)}[${i + 1}]`, problems),
      ),
    oneOf(name, given, values) {
      const known = values.find((value) => value === given)
      if (known !== undefined) return known
      if (given !== '')
        wrong(
          'invalid-value',
          name,
          `${at(name)} 是 ${given.slice(0, 60)}，应为 ${values.join('、')} 之一（区分大小写）。`,
        )
      return values[0] as (typeof values)[number]
    },
    time(name, given) {
      if (given === null || given === '') return null
      const ms = instantOf(given)
      if (ms === null)
        wrong(
          'invalid-time',
          name,
          `${at(name)} 是 ${given.slice(0, 60)}，应带时差，如 2026-11-23T08:00:00+08:00（世界时写 -00:00，不写 Z）。`,
        )
      else if (inRange(ms)) return ms
      else wrong('out-of-range', name, `${at(name)} 不在 2000—2100 年之间；请核对年份与时差。`)
      return null
    },
  }
}

const form = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)[+-]\d\d:\d\d$/

/** UTC ms of a CAP time (§3.2.1 sent: no fractions, no letters for a zone); null where it is not one. */
export function instantOf(given: string): number | null {
  const [, date, clock] = form.exec(given) ?? []
  if (date === undefined || clock === undefined) return null
  // 30 February would roll over into March: what is read must say the same again.
  const wall = Date.parse(`${date}T${clock}Z`)
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 10) !== date) return null
  const ms = Date.parse(given)
  return Number.isNaN(ms) ? null : ms
}
