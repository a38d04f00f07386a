import { isCount, wholeOf } from '../table/units.ts'
import { finding, shown, type Check } from './finding.ts'

/** A count is a whole number of at least 0, a share at most its whole; a negative amount is asked about. */
export const possibleValues: Check = ({ figures }) =>
  figures.flatMap((figure) => {
    const { value, measure, step } = figure
    if (value === null) return []
    const whole = wholeOf(measure.unit)
    if (whole !== null && (value < 0 || value > whole)) {
      const meant = whole === 1 && value <= 100 ? `，是否为 ${shown(value / 100)}` : ''
      return [finding('share-out-of-range', 'error', figure, `0 至 ${whole} 之间的比例${meant}`)]
    }
    if (isCount(measure.unit)) {
      if (value < 0)
        return [finding('negative-count', 'error', figure, `不小于 0 的${measure.unit}数`)]
      // 1.23万件 stands for whole things; 0.95件 does not.
      if (!Number.isInteger(value) && step < 1) {
        const meant = measure.partOf !== null && value <= 1 ? '，疑为比例，应填分子的数量' : ''
        return [finding('not-whole', 'error', figure, `整数（${measure.unit}）${meant}`)]
      }
    } else if (value < 0)
      return [finding('negative-amount', 'warning', figure, '一般不小于 0；已照收，请核对')]
    return []
  })
