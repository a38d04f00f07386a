import { periodWords } from '../issue.ts'
import { finding, groupBy, type Check } from './finding.ts'

/** What has not begun is not reported; what has not ended is a running total. */
export const periodsOver: Check = ({ figures, now }) =>
  [...groupBy(figures, ({ period }) => String(period.from)).values()].flatMap((group) => {
    const [first] = group
    if (first === undefined || first.period.to <= now) return []
    const label = periodWords(first.period)
    if (first.period.from >= now)
      return [
        { ...finding('future-period', 'error', first, '已经开始的时期', group), found: label },
      ]
    const expected = `${label}尚未结束，按截至收到时的累计数收；期末请报全期数`
    return [{ ...finding('running-period', 'warning', first, expected, group), found: label }]
  })
