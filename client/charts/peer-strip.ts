import type { IndicatorMeta, RegionFigure, Status } from '../../shared/indicators/answers.ts'
import type { PeerRow } from '../../shared/indicators/peers-answer.ts'

/** One region's dot, 0–1 along the strip, right = better. */
export interface PeerDot {
  region: number
  at: number
  status: Status
}

export interface PeerStrip {
  others: PeerDot[]
  /** The region itself, drawn large; null where it has no value or is not among them. */
  own: PeerDot | null
  /** Where the middle lies; null without values. */
  median: number | null
}

export interface PeerPlace {
  /** Shared by figures that print the same. */
  rank: number
  of: number
  tied: boolean
}

const shown = (figure: RegionFigure): boolean => figure.value !== null && figure.absence === null

/** Peers on one line; what has no value has no dot. Where more is worse the line is turned round. */
export function peerStripOf(
  row: Pick<PeerRow, 'own' | 'peers' | 'median'>,
  direction: IndicatorMeta['direction'],
): PeerStrip {
  const known = row.peers.filter(shown)
  const values = known.map((figure) => figure.value!)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const along = (value: number): number => {
    if (high === low) return 0.5
    const share = (value - low) / (high - low)
    return direction === 'down' ? 1 - share : share
  }
  const dots = known.map(({ region, value, status }) => ({ region, at: along(value!), status }))
  return {
    others: dots.filter((dot) => dot.region !== row.own.region),
    own: dots.find((dot) => dot.region === row.own.region) ?? null,
    median: row.median === null || values.length === 0 ? null : along(row.median),
  }
}

/** The place among peers, best first; null without a value of its own. Ties share a place. */
export function peerPlaceOf(
  row: Pick<PeerRow, 'own' | 'peers'>,
  meta: Pick<IndicatorMeta, 'direction' | 'decimals'>,
): PeerPlace | null {
  if (!row.peers.some((peer) => peer.region === row.own.region) || !shown(row.own)) return null
  if (meta.direction === 'neutral') return null
  const sign = meta.direction === 'down' ? -1 : 1
  const printed = (figure: RegionFigure): number => Number(figure.value!.toFixed(meta.decimals))
  const known = row.peers.filter(shown)
  const mine = printed(row.own)
  const better = known.filter((peer) => sign * (printed(peer) - mine) > 0).length
  const same = known.filter((peer) => printed(peer) === mine).length
  return { rank: better + 1, of: known.length, tied: same > 1 }
}
