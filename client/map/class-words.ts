import type { ClassMethod } from '../../shared/city/pack.ts'

/** What the legend calls a class method (分级方法). */
export const classWords: Record<ClassMethod, string> = {
  natural: '自然断点',
  quantile: '分位数',
  equal: '等间距',
  manual: '按阈值',
}
