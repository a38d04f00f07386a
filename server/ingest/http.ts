import { DomainError } from '../../shared/errors.ts'
import { decodeText } from './decode.ts'

/** What one request may hold (our defaults). */
export const bodyLimits = { bytes: 16 * 1024 * 1024, facts: 50_000, depth: 12 } as const

/**
 * A line of NDJSON that is not JSON: it takes its place in the answer and is rejected there. Plain
 * data, so that it passes from thread to thread.
 */
export interface UnreadableLine {
  unreadableLine: string
  row: number
}

export const isUnreadableLine = (raw: unknown): raw is UnreadableLine =>
  typeof raw === 'object' &&
  raw !== null &&
  'unreadableLine' in raw &&
  typeof raw.unreadableLine === 'string'

/**
 * The facts of a request body: a JSON array, one JSON object or NDJSON, in UTF-8, UTF-16 (BOM) or
 * GB18030. Raises `bad-request` or `too-large` with `what` in words; a bad NDJSON line is an item.
 */
export function readFactsBody(
  body: Uint8Array | string,
  contentType = '',
  limits: { bytes: number; facts: number; depth: number } = bodyLimits,
): unknown[] {
  const size = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength
  if (size > limits.bytes)
    throw tooLarge(`请求体 ${size} 字节，上限 ${limits.bytes}；请分批。`, limits.bytes)
  const text = (typeof body === 'string' ? body : decodeText(body).text)
    .replace(/^\ufeff/, '')
    .trim()
  if (text === '') throw bad('请求体为空；应为事实的 JSON 数组或 NDJSON。')
  if (deeper(text, limits.depth)) throw bad(`嵌套超过 ${limits.depth} 层；一条事实只有两三层。`)
  const facts = isArray(text, contentType) ? parseArray(text) : parseLines(text)
  if (facts.length > limits.facts)
    throw tooLarge(`一次 ${facts.length} 条，上限 ${limits.facts}；请分批。`, limits.facts)
  return facts
}

const isArray = (text: string, contentType: string): boolean =>
  text.startsWith('[') && !/ndjson|jsonl|json-seq/i.test(contentType)

function parseArray(text: string): unknown[] {
  try {
    return parse(text) as unknown[]
  } catch (error) {
    throw bad(`不是完整的 JSON 数组：${(error as Error).message}`)
  }
}

function parseLines(text: string): unknown[] {
  try {
    return [parse(text)]
  } catch {
    return text.split('\n').flatMap((line, i): unknown[] => {
      if (line.trim() === '') return []
      try {
        return [parse(line)]
      } catch {
        return [{ unreadableLine: line, row: i + 1 } satisfies UnreadableLine]
      }
    })
  }
}

const mayHoldProto = /__proto__|\\u005f/i

/** JSON whose objects have no key that could reach a prototype. */
function parse(json: string): unknown {
  if (!mayHoldProto.test(json)) return JSON.parse(json)
  return JSON.parse(json, (key, value: unknown) => (key === '__proto__' ? undefined : value))
}

/** Whether brackets nest deeper than `most` on any line: found before anything is parsed. */
function deeper(text: string, most: number): boolean {
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (quoted) {
      if (c === 0x5c) i++
      else if (c === 0x22 || c === 0x0a) quoted = false
    } else if (c === 0x22) quoted = true
    else if (c === 0x5b || c === 0x7b) {
      if (++depth > most) return true
    } else if (c === 0x5d || c === 0x7d) depth--
  }
  return false
}

const bad = (what: string) => new DomainError({ code: 'bad-request', params: { what } })
const tooLarge = (what: string, most: number) =>
  new DomainError({ code: 'too-large', params: { what, most } })
