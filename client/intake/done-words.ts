import type { LettersDone } from '../../shared/dead-letters/orders.ts'

/** What came of an order on letters, in one sentence. */
export function doneWords({ taken, refused, blocked, dropped, results }: LettersDone): string {
  const [only] = results
  if (results.length === 1 && only !== undefined) {
    const why = only.reasons[0]?.message ?? ''
    if (only.outcome === 'taken') return '已收下，已按原来源与原 key 入库'
    if (only.outcome === 'dropped') return '已标为不再处理'
    return only.outcome === 'blocked' ? why : `仍未收：${why}`
  }
  const parts = [
    taken > 0 && `收下 ${taken} 条`,
    refused > 0 && `仍未收 ${refused} 条`,
    blocked > 0 && `不能重放 ${blocked} 条`,
    dropped > 0 && `不再处理 ${dropped} 条`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? '没有待更正的' : parts.join('，')
}
