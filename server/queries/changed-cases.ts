import type { CityView } from './city-view.ts'

/** Which cases the log spoke of in a stretch of positions. */
export interface ChangedCases {
  /** Case ids with facts in (after, through] published since `publishedSince`, oldest change first. */
  between(after: number, through: number, publishedSince: number, most: number): number[]
}

/** A reader over the view's connection; long stretches are read from their end. */
export function changedCases(view: CityView): ChangedCases {
  const statement = view.database.sqlite
    .prepare<[number, number, number, number], number>(
      `SELECT stream_id FROM (
         SELECT stream_id, max(position) AS last FROM log
         WHERE position > ? AND position <= ? AND stream = 'case' AND published_at >= ?
         GROUP BY stream_id ORDER BY last DESC LIMIT ?
       ) ORDER BY last`,
    )
    .pluck()
  return {
    between: (after, through, since, most) => statement.all(after, through, since, most),
  }
}
