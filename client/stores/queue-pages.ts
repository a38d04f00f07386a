import type { QueueAnswer, QueueFilter, QueueRow } from '../../shared/cases/queue-answers.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import type { CityApi } from '../api/city-api.ts'

/** One page of a queue, what one request may ask, and the most a screen holds. */
export const queuePage = 50
const mostAsked = 200
export const mostRows = 500

/** A queue as far down as it was scrolled (队列与已读页数). */
export interface QueueWant {
  /** Who asks: another role's answer is another queue. */
  who: string | null
  filter: QueueFilter
  region: RegionId
  text: string
  at: number | null
  want: number
}

/** The same queue, however much of it and whenever. */
export const placeOf = ({ who, filter, region, text, at }: QueueWant): string =>
  JSON.stringify([who, filter, region, text, at === null])

/**
 * Reads a queue down to `want` rows. More of the queue that is known goes on where it ended; anything
 * else, and a refresh, is read from its top.
 */
export async function readQueue(
  api: Pick<CityApi, 'caseQueue'>,
  asked: QueueWant,
  known: { key: QueueWant; value: QueueAnswer } | null,
): Promise<QueueAnswer> {
  const { want, filter, region, text, at } = asked
  const page = (rows: number, cursor: string | null) =>
    api.caseQueue({
      ...{ filter, region, at },
      ...(text === '' ? {} : { text }),
      ...(cursor === null ? {} : { cursor }),
      limit: Math.min(want - rows, mostAsked),
    })
  const goesOn = known && placeOf(known.key) === placeOf(asked) && want > known.key.want
  let answer = goesOn ? known.value : await page(0, null)
  while (answer.rows.length < want && answer.cursor !== null) {
    const next = await page(answer.rows.length, answer.cursor)
    answer = { ...next, rows: each([...answer.rows, ...next.rows]) }
  }
  return answer
}

/** A case that moved between two pages stands once, as it was read last. */
const each = (rows: readonly QueueRow[]): QueueRow[] => [
  ...new Map(rows.map((row) => [row.caseId, row])).values(),
]

/**
 * The cases that came into a queue between two readings of it (新到). What merely moved up past the
 * end of the earlier reading is not new.
 */
export function freshIn(before: QueueAnswer, after: QueueAnswer): number[] {
  const known = new Set(before.rows.map(({ caseId }) => caseId))
  const last =
    before.cursor === null ? -1 : after.rows.findLastIndex((row) => known.has(row.caseId))
  const seen = before.cursor === null ? after.rows : after.rows.slice(0, last + 1)
  return seen.filter(({ caseId }) => !known.has(caseId)).map(({ caseId }) => caseId)
}
