import type { z } from 'zod'
import type { Note } from './ports.ts'

const kinds: Record<string, string> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '数组 […]',
  object: '对象 {…}',
  record: '对象 {…}',
  tuple: '[经度, 纬度]',
}

const timeFields = new Set([
  'occurredAt',
  'publishedAt',
  'disposalDeadline',
  'closingDeadline',
  'due',
  'from',
  'to',
  'until',
])
const time = '带时区的 ISO 8601 时间（如 2026-03-01T08:00:00+08:00）或 UTC 毫秒整数'

/** As many reasons as a person reads. */
const mostReasons = 20

/** Issues of a schema as reasons: which field of `raw`, what was expected, what to do. */
export function explain(issues: readonly z.core.$ZodIssue[], raw: unknown): Note[] {
  return issues.slice(0, mostReasons).map((issue) => {
    const field = issue.path.join('.')
    const expected = timeFields.has(field) ? time : expectation(issue)
    return valueAt(raw, issue.path) === undefined
      ? {
          code: 'missing-field',
          field,
          message: `缺少 ${field}：应为${expected}；请补上后用同一 key 重报。`,
        }
      : {
          code: 'invalid-field',
          field,
          message: `${field} 不合要求：应为${expected}；请改正后用同一 key 重报。`,
        }
  })
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? issue.expected
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' 或 ')
    case 'too_big':
      return `${measured(issue.origin)}不超过 ${issue.maximum}`
    case 'too_small':
      return `${measured(issue.origin)}不少于 ${issue.minimum}`
    case 'invalid_union':
      return '规定的几种写法之一'
    default:
      return '规定的格式'
  }
}

const measured = (origin: string): string =>
  origin === 'string' ? '字数' : origin === 'array' ? '个数' : '数值'
