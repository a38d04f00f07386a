import { setImmediate as breath } from 'node:timers/promises'
import { sees, sourceAsker, type Asker } from '../../shared/access/asker.ts'
import {
  obstacleOf,
  obstacleWords,
  readContent,
  saidName,
} from '../../shared/dead-letters/content.ts'
import {
  letterRoles,
  type CorrectLetter,
  type LetterChoice,
  type LetterOrder,
  type LetterResult,
  type LettersDone,
} from '../../shared/dead-letters/orders.ts'
import { DomainError } from '../../shared/errors.ts'
import type { NewFactOf } from '../../shared/events/index.ts'
import type { AuditNote } from '../log/entry.ts'
import type { KeptLetter } from '../queries/letter-book.ts'
import { orderSource } from '../queries/case-facts.ts'
import type { OrderParts } from './orders.ts'

type LetterParts = Pick<
  OrderParts,
  'log' | 'pack' | 'tree' | 'letters' | 'retake' | 'redact' | 'mask'
>

/** Letters carried out in one transaction, with a breath between. */
const lettersAtOnce = 200
/** As many as one order names by their ids, and as are answered one by one. */
const mostNamed = 200

/**
 * Carries out an order on dead letters (死信处置). A replayed letter goes through the one pipeline as its
 * own source and under its own key, so twice appends nothing; what is refused again stays, with why.
 * Raises `forbidden` for other roles, `not-found`, `conflict` for a letter already settled,
 * `bad-request` for a correction that is no JSON object or speaks under another name.
 */
export async function letterOrder(
  parts: LetterParts,
  asker: Asker,
  order: LetterOrder,
  now: number,
): Promise<LettersDone> {
  checkMay(parts, asker, order)
  const done: LettersDone = { taken: 0, refused: 0, blocked: 0, dropped: 0, results: [] }
  if (order.verb === 'dead-letter-correct') {
    const letter = openLetter(parts, order.letter)
    const content = corrected(letter, order)
    add(done, replay(parts, asker, [{ letter, fact: content, edited: true }], now, true))
    return done
  }
  for await (const letters of chosen(parts, order)) {
    if (order.verb === 'dead-letter-drop') add(done, drop(parts, asker, letters, order.note, now))
    else add(done, replay(parts, asker, letters.map(asKept), now, 'letters' in order))
  }
  return done
}

function checkMay({ tree, pack }: LetterParts, asker: Asker, { verb }: LetterOrder): void {
  const may = asker.roles.some((role) => letterRoles.includes(role))
  // A letter lies nowhere yet: it is the whole city's.
  if (!may || !sees(asker, tree, pack.cityRegion))
    throw new DomainError({ code: 'forbidden', params: { action: verb, why: 'role' } })
}

function openLetter({ letters }: LetterParts, id: number): KeptLetter {
  const letter = letters.of(id)
  if (letter === null) throw new DomainError({ code: 'not-found', params: { what: 'letter', id } })
  if (letter.state !== 'open') {
    const what = letter.state === 'taken' ? '此条已收下，不用再改' : '此条已标为不再处理'
    throw new DomainError({ code: 'conflict', params: { what, id } })
  }
  return letter
}

/** The letters of a choice, some at a time, others' turns between. */
async function* chosen(parts: LetterParts, choice: LetterChoice): AsyncGenerator<KeptLetter[]> {
  if ('letters' in choice) {
    yield choice.letters.slice(0, mostNamed).map((id) => openLetter(parts, id))
    return
  }
  for (let after = 0; ;) {
    const letters = parts.letters.open(choice.source, choice.reason, after, lettersAtOnce)
    if (letters.length === 0) return
    yield letters
    after = letters.at(-1)?.id ?? after
    await breath()
  }
}

interface Mended {
  letter: KeptLetter
  fact: unknown
  edited: boolean
}

const asKept = (letter: KeptLetter): Mended => ({
  letter,
  fact: readContent(letter.raw),
  edited: false,
})

/** The fact that a person wrote, under the letter's own name. */
function corrected(letter: KeptLetter, { content }: CorrectLetter): Record<string, unknown> {
  const fact = readContent(content)
  if (fact === null)
    throw bad('content', '更正后的内容不是完整的 JSON 对象；请核对括号、引号和逗号')
  const was = saidName(letter.raw)
  const source = was.source ?? (letter.source === '' ? null : letter.source)
  const now = saidName(content)
  if (source !== null && now.source !== source)
    throw bad('source', `来源须与原文一致（${source}）：更正不能改变是谁报的`)
  if (was.key !== null && now.key !== was.key)
    throw bad('key', `key 须与原文一致（${was.key}）：换 key 会计成另一条事实`)
  return fact
}

const bad = (field: string, what: string) =>
  new DomainError({ code: 'bad-request', params: { field, what } })

/** Sends letters through the pipeline again, and records for each what came of it. */
function replay(
  { retake, letters, log, mask, redact }: LetterParts,
  asker: Asker,
  mended: readonly Mended[],
  now: number,
  wordsToo: boolean,
): LetterResult[] {
  const barred = (one: Mended) => obstacleOf(one.letter)
  const open = mended.filter((one) => barred(one) === null)
  const names = open.map(({ letter, fact }) => {
    const said = saidName(JSON.stringify(fact))
    return { source: said.source ?? letter.source, key: said.key }
  })
  const note = auditOf(
    asker,
    'dead-letter-replay',
    open.map(({ letter }) => letter.id),
  )
  const speaker = sourceAsker('dead-letters', [...new Set(names.map(({ source }) => source))])
  const verdicts = retake(
    speaker,
    open.map(({ fact }) => fact),
    now,
    note,
  )
  const results = open.map(({ letter }, i): LetterResult => {
    const verdict = verdicts[i]
    const taken = verdict?.verdict === 'accepted' || verdict?.verdict === 'duplicate'
    const reasons = (verdict?.reasons ?? []).map((r) => ({ ...r, message: mask(r.message) }))
    const position = taken ? (verdict?.position ?? null) : null
    return { letter: letter.id, outcome: taken ? 'taken' : 'refused', position, reasons }
  })
  const events = results.flatMap((result, i): NewFactOf[] => {
    const one = open[i]
    const name = names[i]
    if (one === undefined || name === undefined) return []
    // Of many that are refused as before there is nothing to tell.
    const news = wordsToo || result.outcome === 'taken' || changed(one.letter, result, letters)
    return news ? [replayed(asker, one, result, name, now, redact)] : []
  })
  if (events.length > 0) log.appendNow([{ stream: { kind: 'city' }, events, audit: note }])
  const blocked = mended.flatMap((one): LetterResult[] => {
    const obstacle = barred(one)
    if (obstacle === null) return []
    const reasons = [{ code: obstacle, message: obstacleWords[obstacle] }]
    return [{ letter: one.letter.id, outcome: 'blocked', position: null, reasons }]
  })
  return [...results, ...blocked]
}

function changed(
  letter: KeptLetter,
  { reasons }: LetterResult,
  letters: LetterParts['letters'],
): boolean {
  const known = letters.lastReasons(letter.id)?.map(({ code }) => code) ?? [letter.reason]
  return known[0] !== reasons[0]?.code
}

function replayed(
  asker: Asker,
  { letter, fact, edited }: Mended,
  { outcome, reasons }: LetterResult,
  { source, key }: { source: string; key: string | null },
  now: number,
  redact: LetterParts['redact'],
): NewFactOf {
  const by = postOf(asker)
  return {
    type: 'dead-letter-replayed',
    source: orderSource,
    key: `dead-letter:${letter.id}:${letter.tries + 1}`,
    ...{ occurredAt: now, publishedAt: now },
    body: {
      ...{ letter: letter.id, outcome: outcome === 'taken' ? 'taken' : 'refused' },
      ...{ source: source === '' ? null : source, key, reasons, edited, by },
    },
    ...(edited ? { text: { description: redact(fact) } } : {}),
  }
}

function drop(
  { log, mask }: LetterParts,
  asker: Asker,
  letters: readonly KeptLetter[],
  note: string,
  now: number,
): LetterResult[] {
  const ids = letters.map(({ id }) => id)
  const events = ids.map((letter): NewFactOf => ({
    type: 'dead-letter-dropped',
    source: orderSource,
    key: `dead-letter:${letter}:dropped`,
    ...{ occurredAt: now, publishedAt: now },
    body: { letter, by: postOf(asker) },
    text: { description: mask(note) },
  }))
  const audit = auditOf(asker, 'dead-letter-drop', ids)
  if (events.length > 0) log.appendNow([{ stream: { kind: 'city' }, events, audit }])
  return ids.map((letter) => ({ letter, outcome: 'dropped', position: null, reasons: [] }))
}

/** The post in which it was done; who it was stands in the audit alone. */
const postOf = ({ roles }: Asker): string =>
  roles.find((role) => letterRoles.includes(role)) ?? 'duty-officer'

const auditOf = (asker: Asker, action: string, letters: readonly number[]): AuditNote => ({
  asker,
  action,
  detail: { letters: [...letters], role: asker.roles.find((r) => letterRoles.includes(r)) ?? null },
})

function add(done: LettersDone, results: readonly LetterResult[]): void {
  for (const result of results) {
    done[result.outcome] += 1
    if (done.results.length < mostNamed) done.results.push(result)
  }
}
