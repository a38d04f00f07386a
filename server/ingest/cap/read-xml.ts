import { DomainError } from '../../../shared/errors.ts'
import { SaxesParser } from 'saxes'

/** What one CAP message may hold (our defaults; real ones have some kilobytes). */
export const capLimits = { bytes: 1024 * 1024, depth: 16, elements: 20_000 } as const

/** An element of a document: its local name, its namespace, its own text and its children. */
export interface XmlElement {
  name: string
  uri: string
  text: string
  children: XmlElement[]
}

/**
 * The root of an XML document, read strictly: no DOCTYPE and therefore no entities but XML's own five,
 * nothing is fetched, and depth and count are bounded. Raises `bad-request` or `too-large` with `what`
 * in words.
 */
export function readXml(
  body: Uint8Array,
  charset: string | null = null,
  limits: { bytes: number; depth: number; elements: number } = capLimits,
): XmlElement {
  if (body.byteLength > limits.bytes) throw tooLarge(limits.bytes)
  const text = decodeXml(body, charset)
  if (text.trim() === '') throw bad('请求体为空；应为一份 CAP 1.2 的 XML。')
  if (!/^\s*</.test(text)) throw bad('不是 XML：开头不是 <；应为一份 CAP 1.2 的 XML。')
  const parser = new SaxesParser({ xmlns: true })
  const open: XmlElement[] = []
  let root: XmlElement | null = null
  let count = 0
  parser.on('error', (error) => {
    throw bad(`XML 不完整或有错：${faultWords(error.message)}；请核对后重发整份。`)
  })
  parser.on('doctype', () => {
    throw bad('XML 里有 DOCTYPE：不收文档类型与实体定义；请去掉后重发。')
  })
  parser.on('opentag', ({ local, uri }) => {
    if (open.length >= limits.depth)
      throw bad(`嵌套超过 ${limits.depth} 层；CAP 只有五层，请核对后重发。`)
    if (++count > limits.elements) throw bad(`元素超过 ${limits.elements} 个；请分成多条预警。`)
    const element: XmlElement = { name: local, uri, text: '', children: [] }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  const say = (words: string): void => {
    const last = open.at(-1)
    if (last) last.text += words
  }
  parser.on('text', say)
  parser.on('cdata', say)
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  if (root === null) throw bad('XML 里没有元素；应为一份 CAP 1.2 的 XML。')
  return root
}

const faults: readonly (readonly [RegExp, string])[] = [
  [/^unclosed tag: (.*)/, '标签 <$1> 没有结束'],
  [/^unexpected close tag/, '多出一个结束标签'],
  [/^undefined entity/, '用了未定义的实体'],
  [/^unbound namespace prefix/, '命名空间前缀没有声明'],
  [/^unexpected end/, '文件在半途结束'],
]

/** "2:261: unclosed tag: event" as 第 2 行第 261 列，标签 <event> 没有结束. */
function faultWords(message: string): string {
  const [, line, column, words = message] = /^(\d+):(\d+): (.*)/.exec(message) ?? []
  const plain = words.replace(/\.$/, '')
  const known = faults.find(([form]) => form.test(plain))
  const said = known ? plain.replace(known[0], known[1]) : plain
  return line === undefined ? said : `第 ${line} 行第 ${column} 列，${said}`
}

/** By byte-order mark, else by the XML declaration, else by the header's charset, else UTF-8. */
function decodeXml(body: Uint8Array, charset: string | null): string {
  const start = new TextDecoder('latin1').decode(body.subarray(0, 200))
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1]
  const encoding = markOf(body) ?? declared ?? charset ?? 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(body)
  } catch (error) {
    if (error instanceof RangeError)
      throw bad(`不认识的编码 ${encoding.slice(0, 40)}；请用 UTF-8 重发。`)
    throw bad(`内容不是声明的 ${encoding} 编码；请按声明编码，或用 UTF-8 重发。`)
  }
}

function markOf([a, b, c]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return a === 0xfe && b === 0xff ? 'utf-16be' : null
}

const bad = (what: string) => new DomainError({ code: 'bad-request', params: { what } })

/** A message over the limit; also what the HTTP layer says when it stops reading. */
export const tooLarge = (most: number) =>
  new DomainError({
    code: 'too-large',
    params: { what: `一份 CAP 不超过 ${most / 1024 / 1024} MiB；请去掉内嵌的附件后重发。`, most },
  })
