/** What of a ranking fits: its best and its worst; `hidden` stands between them. */
export interface RankingFit<Row> {
  head: Row[]
  hidden: number
  tail: Row[]
}

/**
 * Fits `rows` into `room` lines. When they are too many, the last places stay in sight: who is worst
 * must never be what is cut off. One line is kept for what is hidden.
 */
export function fitRanking<Row>(rows: readonly Row[], room: number): RankingFit<Row> {
  if (room < 3 || rows.length <= room) return { head: [...rows], hidden: 0, tail: [] }
  const shown = room - 1
  const head = Math.ceil(shown / 2)
  return {
    head: rows.slice(0, head),
    hidden: rows.length - shown,
    tail: rows.slice(rows.length - (shown - head)),
  }
}
