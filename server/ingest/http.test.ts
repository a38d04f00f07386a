import { expect, test } from 'vitest'
import { DomainError } from '../../shared/errors.ts'
import { readFactsBody } from './http.ts'
import { smallIngest, system } from './fixtures/small-city.ts'

const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    return error instanceof DomainError ? error.code : 'other'
  }
  return 'none'
}

test('an array, an object and lines of objects are all facts', () => {
  expect(readFactsBody('[{"a":1},{"a":2}]')).toEqual([{ a: 1 }, { a: 2 }])
  expect(readFactsBody('{\n "a": 1\n}')).toEqual([{ a: 1 }])
  expect(readFactsBody('{"a":1}\r\n\n{"a":2}\n', 'application/x-ndjson')).toEqual([
    { a: 1 },
    { a: 2 },
  ])
})

test('a line that is not JSON takes its place among the others and is refused there', () => {
  const facts = readFactsBody('{"a":1}\n{"姓名":"张三","电话":"13800138000\n{"a":3}')
  expect(facts).toHaveLength(3)
  const { ingest, letters } = smallIngest()
  const verdicts = ingest.takeNow(system, structuredClone(facts), 0)
  expect(verdicts[1]?.reasons[0]).toMatchObject({ code: 'not-json' })
  expect(verdicts[1]?.reasons[0]?.message).toContain('第 2 行')
  expect(letters[1]?.raw).not.toMatch(/张三|138/)
})

test('BOM, UTF-16 and GB18030 bodies are read', () => {
  const json = '[{"a":"垃圾"}]'
  const gb = Buffer.concat([
    Buffer.from('[{"a":"'),
    Buffer.from([0xc0, 0xac, 0xbb, 0xf8]),
    Buffer.from('"}]'),
  ])
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(json, 'utf16le')])
  for (const body of [Buffer.from(`\ufeff${json}`), `\ufeff${json}`, wide, gb])
    expect(readFactsBody(body)).toEqual([{ a: '垃圾' }])
})

test('no key reaches a prototype, however it is written', () => {
  for (const key of ['__proto__', '\\u005f_proto__']) {
    const [fact] = readFactsBody(`[{"${key}":{"admin":true},"a":1}]`)
    expect(Object.keys(fact as object)).toEqual(['a'])
    expect((fact as Record<string, unknown>).admin).toBeUndefined()
  }
})

test('what is too large, too deep, too many, broken or empty is refused in words', () => {
  const small = { bytes: 100, facts: 2, depth: 3 }
  expect(codeOf(() => readFactsBody('x'.repeat(101), '', small))).toBe('too-large')
  expect(codeOf(() => readFactsBody('[1,2,3]', '', small))).toBe('too-large')
  expect(codeOf(() => readFactsBody('[[[[1]]]]', '', small))).toBe('bad-request')
  expect(codeOf(() => readFactsBody('[{"a":1}', '', small))).toBe('bad-request')
  expect(codeOf(() => readFactsBody('\ufeff  ', '', small))).toBe('bad-request')
  expect(readFactsBody('["[[[[ in words are no depth \\" [[["]', '', small)).toHaveLength(1)
})
