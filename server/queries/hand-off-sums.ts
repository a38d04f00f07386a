import type { HandOffPart } from '../../shared/cases/hand-off-answers.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import type { HandOff } from '../../shared/cases/state.ts'
import type { CityView, Standing } from './city-view.ts'

/** A pair of sender and receiver. */
export type HandOffPair = Pick<HandOff, 'sender' | 'receiver' | 'kind'>
export type HandOffSum = HandOffPair & Record<HandOffPart | 'minutes', number>

interface Span {
  from: number
  to: number
}

/** Sums over what cases count as hand-offs, as of a standing; a number and its list read the same rows. */
export interface HandOffReader {
  pairs(region: RegionId, span: Span, standing: Standing): HandOffSum[]
  /** Case id → what it adds to one part of a pair. */
  cases(
    region: RegionId,
    span: Span,
    pair: HandOffPair,
    part: HandOffPart,
    standing: Standing,
  ): Map<number, number>
}

export function handOffReader({ database }: Pick<CityView, 'database'>): HandOffReader {
  const { sqlite } = database
  return {
    pairs(region, { from, to }, standing) {
      const rows = sqlite
        .prepare<number[], HandOffSum & { region: RegionId }>(
          `SELECT sender, receiver, kind, region, sum(handed) AS handed, sum(ended) AS ended,
             sum(misrouted) AS misrouted, sum(late) AS late, sum(minutes) AS minutes
           FROM hand_off_count WHERE at >= ? AND at < ? AND position <= ?
           GROUP BY sender, receiver, kind, region`,
        )
        .all(from, to, standing.position)
      const pairs = new Map<string, HandOffSum>()
      for (const { region: placed, ...row } of rows) {
        if (!isInside(placed, region, standing)) continue
        const name = JSON.stringify([row.sender, row.receiver, row.kind])
        const sum = pairs.get(name)
        if (sum === undefined) pairs.set(name, row)
        else for (const part of summed) sum[part] += row[part]
      }
      return [...pairs.values()].filter(({ handed }) => handed !== 0)
    },
    cases(region, { from, to }, { sender, receiver, kind }, part, standing) {
      const rows = sqlite
        .prepare<(number | string)[], [number, RegionId, number]>(
          `SELECT case_id, region, sum("${part}") FROM hand_off_count
           WHERE at >= ? AND at < ? AND position <= ? AND sender = ? AND receiver = ? AND kind = ?
           GROUP BY case_id, region`,
        )
        .raw()
        .all(from, to, standing.position, sender, receiver, kind)
      const cases = new Map<number, number>()
      for (const [caseId, placed, amount] of rows)
        if (amount !== 0 && isInside(placed, region, standing))
          cases.set(caseId, (cases.get(caseId) ?? 0) + amount)
      return cases
    },
  }
}

const summed = ['handed', 'ended', 'misrouted', 'late', 'minutes'] as const

/** What is not placed, or lies where no region is today, is the whole city's. */
function isInside(placed: RegionId, region: RegionId, { regions }: Standing): boolean {
  const today = regions.find(placed) ? regions.today(placed) : regions.root.id
  return regions.inside(today, region)
}
