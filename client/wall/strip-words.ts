import type { IndicatorMeta } from '../../shared/indicators/answers.ts'
import type { Grain } from '../../shared/time/period.ts'

const words: Partial<Record<Grain, string>> = {
  month: '月度回放',
  quarter: '季度回放',
  term: '学期回放',
  year: '年度回放',
}

/** What the strip of a themed map is called by its periods. */
export const stripTitle = (grain: Grain): string => words[grain] ?? '分期回放'

/** What adds up over time: a line set for ten days says nothing of a month. */
const addsUp = ['value', 'per10k', 'perUnit', 'progress']

/** An indicator's lines (考核线) as far as they hold for periods of this grain. */
export function linesFor(
  meta: IndicatorMeta | null,
  grain: Grain,
): { yellow: number | null; red: number | null } {
  if (meta === null || (addsUp.includes(meta.formula) && meta.period !== grain))
    return { yellow: null, red: null }
  return { yellow: meta.yellowLine, red: meta.redLine }
}
