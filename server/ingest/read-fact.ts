import type { z } from 'zod'
import { sourceFact } from '../../shared/events/source-fact.ts'
import type { SourceFact } from '../../shared/events/source-fact.ts'
import { explain } from './explain.ts'
import { isUnreadableLine } from './http.ts'
import type { Note } from './ports.ts'

type Schema = (typeof sourceFact)['options'][number]

/** One schema per type: a look-up instead of the union's search. */
const schemas = new Map<unknown, Schema>(
  sourceFact.options.map((option) => [option.shape.type.value, option]),
)
const types = sourceFact.options.map((option) => option.shape.type.value).join('、')

export type ReadFact = { fact: SourceFact } | { reasons: Note[] }

/** Parses one source fact. A bad one gives its reasons, in words a person can act on. */
export function readFact(raw: unknown): ReadFact {
  if (isUnreadableLine(raw))
    return {
      reasons: [
        { code: 'not-json', message: `第 ${raw.row} 行不是 JSON；请一行写一个完整的对象。` },
      ],
    }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return {
      reasons: [{ code: 'not-object', message: '这一条不是 JSON 对象；请一条事实写成一个 {…}。' }],
    }
  const type = (raw as Record<string, unknown>).type
  const schema = schemas.get(type)
  if (schema === undefined)
    return {
      reasons: [
        {
          code: 'unknown-type',
          field: 'type',
          message: `type 是 ${typeof type === 'string' ? type.slice(0, 60) : '空'}，不是已知的事实类型；应为：${types}。`,
        },
      ],
    }
  const parsed = schema.safeParse(raw) as z.ZodSafeParseResult<SourceFact>
  return parsed.success ? { fact: parsed.data } : { reasons: explain(parsed.error.issues, raw) }
}
