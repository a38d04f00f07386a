/** How much of a rejected fact is kept, in characters (our default): enough to mend it. */
export const keptChars = 4_000

/** Why a letter cannot be replayed (不能重放): what of it is not here, or whose it is. */
export type Obstacle = 'truncated' | 'masked-name' | 'forbidden'

/** Who says something under which key, as far as it can be told; null = it does not say. */
export interface SaidName {
  source: string | null
  key: string | null
}

const masked = /\[(邮箱|证件号|电话|车牌)\]/

/** The fact that a kept text holds (原文): a JSON object; null where it is none. */
export function readContent(raw: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(raw)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

/** Source and key of a kept text (来源与键), also of a line that is not quite JSON. */
export function saidName(raw: string): SaidName {
  const fact = readContent(raw)
  const said = (field: 'source' | 'key'): string | null => {
    const value = fact === null ? loose(raw, field) : fact[field]
    return typeof value === 'string' && value !== '' ? value : null
  }
  return { source: said('source'), key: said('key') }
}

const loose = (line: string, field: string): string | undefined =>
  new RegExp(`"${field}"\\s*:\\s*"([^"\\\\]+)"`).exec(line)?.[1]

/**
 * What stands in the way of a replay; null = nothing. A text cut off at `keptChars` is not whole, a
 * masked key or case number would name another fact, and what a key was not allowed to say stays unsaid.
 */
export function obstacleOf({ raw, reason }: { raw: string; reason: string }): Obstacle | null {
  if (reason === 'forbidden') return 'forbidden'
  if (raw.length >= keptChars) return 'truncated'
  const { source, key } = saidName(raw)
  const number = readContent(raw)?.case
  const names = [source, key, typeof number === 'string' ? number : null]
  return names.some((name) => name !== null && masked.test(name)) ? 'masked-name' : null
}

/** What a person is told of an obstacle: what it is, and what to do. */
export const obstacleWords: Record<Obstacle, string> = {
  truncated: `原文超过 ${keptChars} 字，只留了开头，不能重放；请来源改正后用同一 key 重报。`,
  'masked-name': '原文的 key 或案件号含已隐去的号码，不能重放；请来源换编号后重报。',
  forbidden: '上报的密钥不能代表此来源，不能由我方代收；请该来源用自己的密钥重报。',
}
