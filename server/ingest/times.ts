import type { Note } from './ports.ts'

/** 2000-01-01 and 2100-01-01, UTC: what the log accepts as an instant. */
export const earliest = 946_684_800_000
export const latest = 4_102_444_800_000

/** Clocks of sources run ahead; more than this is a fault (our default, 10 minutes). */
export const clockSkewMs = 600_000

/** UTC ms of a source's time, already checked by its schema. */
export const toMs = (time: number | string): number =>
  typeof time === 'number' ? time : Date.parse(time)

export const inRange = (ms: number): boolean => ms >= earliest && ms <= latest

export interface FactTimes {
  occurredAt: number
  publishedAt: number
}

/** When it happened and when its source said so; null where the fact cannot be taken, with the reason in `notes`. */
export function factTimes(
  fact: { occurredAt: number | string; publishedAt?: number | string },
  receivedAt: number,
  notes: Note[],
): FactTimes | null {
  const occurredAt = toMs(fact.occurredAt)
  if (!inRange(occurredAt)) {
    notes.push(outOfRange('occurredAt'))
    return null
  }
  if (occurredAt > receivedAt + clockSkewMs) {
    notes.push({
      code: 'in-future',
      field: 'occurredAt',
      message: 'occurredAt 晚于收到时刻 10 分钟以上：未发生的不是事实；请校准时钟或时区后重报。',
    })
    return null
  }
  if (fact.publishedAt === undefined) return { occurredAt, publishedAt: occurredAt }
  const publishedAt = toMs(fact.publishedAt)
  if (publishedAt < occurredAt) {
    notes.push({
      code: 'published-before-occurred',
      field: 'publishedAt',
      message: 'publishedAt 早于 occurredAt，已按 occurredAt 记。',
    })
    return { occurredAt, publishedAt: occurredAt }
  }
  if (publishedAt > receivedAt + clockSkewMs) {
    notes.push({
      code: 'published-in-future',
      field: 'publishedAt',
      message: 'publishedAt 晚于收到时刻，已按收到时刻记。',
    })
    return { occurredAt, publishedAt: Math.max(occurredAt, receivedAt) }
  }
  return { occurredAt, publishedAt }
}

export const outOfRange = (field: string): Note => ({
  code: 'out-of-range',
  field,
  message: `${field} 不在 2000—2100 年之间；请核对年份、时区与单位（应为毫秒）后重报。`,
})
