/** One period's name in a row of them. */
export interface PeriodName {
  text: string
  /** Named with its year: the first one, and where a year begins. */
  year: boolean
}

/** 2025年12月, 2026年1月, 2026年2月 → 2025年12月, 2026年1月, 2月: a year is said when it begins. */
export function periodNames(labels: readonly string[], withYears = true): PeriodName[] {
  let said: string | null = null
  return labels.map((label) => {
    const [, year, rest = ''] = /^(\d{4})年(.*)$/.exec(label) ?? [null, null, label]
    const bare = rest.replace(/^第/, '')
    const begins = withYears && year !== null && year !== said
    if (year !== null) said = year
    if (bare === '') return { text: label, year: true }
    return { text: begins ? `${year}年${bare}` : bare, year: begins }
  })
}
