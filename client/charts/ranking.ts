import type { IndicatorMeta, RegionFigure } from '../../shared/indicators/answers.ts'

export interface RankingRow extends RegionFigure {
  /** Shared by equal printed values; null = has no value. */
  rank: number | null
  tied: boolean
  /** Shares the place of the row before it. */
  ditto: boolean
  /** Where the value lies on the row's scale, 0–1. */
  at: number | null
  /** 95 % interval of a rate of counts, 0–1 on the scale; null = none, or its parts are withheld. */
  low: number | null
  high: number | null
  /** On the wrong side of the threshold: drawn grey, not red. */
  beyond: boolean
}

export interface Ranking {
  rows: RankingRow[]
  /** A count is a bar from zero; anything else is a dot on a cut scale. */
  mark: 'dot' | 'bar'
  /** Where the threshold lies, 0–1; null = none on this scale. */
  threshold: number | null
}

type RankingMeta = Pick<
  IndicatorMeta,
  'unit' | 'decimals' | 'direction' | 'formula' | 'yellowLine' | 'alarmSide'
>

/** Best first (fewest first where down is good), equals tied, missing at the end in the given order. */
export function rankingOf(figures: readonly RegionFigure[], meta: RankingMeta | null): Ranking {
  const known = figures.filter((f) => f.value !== null && f.absence === null)
  const absent = figures.filter((f) => f.value === null || f.absence !== null)
  const printed = (f: RegionFigure): string => f.value!.toFixed(meta?.decimals ?? 0)
  const sign = meta?.direction === 'down' ? 1 : -1
  const ordered = [...known].sort((a, b) => sign * (Number(printed(a)) - Number(printed(b))))

  const mark = meta && meta.formula !== 'value' ? 'dot' : 'bar'
  const line = meta?.yellowLine ?? null
  const scale = scaleOf(
    ordered.map((f) => f.value!),
    line,
    mark,
  )
  const rows = ordered.map((f): RankingRow => {
    const [low, high] = (mark === 'dot' && f.interval) || [null, null]
    const equals = ordered.filter((g) => printed(g) === printed(f))
    return {
      ...f,
      rank: ordered.indexOf(equals[0]!) + 1,
      tied: equals.length > 1,
      ditto: equals[0] !== f,
      at: scale.at(f.value!),
      low: low === null ? null : scale.at(low),
      high: high === null ? null : scale.at(high),
      beyond: line !== null && isBeyond(f.value!, line, meta?.alarmSide ?? null),
    }
  })
  const missing = absent.map((f): RankingRow => ({ ...f, ...noPlace }))
  return { rows: [...rows, ...missing], mark, threshold: line === null ? null : scale.tick(line) }
}

const noPlace = {
  ...{ rank: null, tied: false, ditto: false },
  ...{ at: null, low: null, high: null, beyond: false },
}

const isBeyond = (value: number, line: number, side: IndicatorMeta['alarmSide']): boolean =>
  (side === 'low' && value < line) || (side === 'high' && value > line)

interface Scale {
  at(value: number): number
  tick(value: number): number | null
}

function scaleOf(values: readonly number[], line: number | null, mark: 'dot' | 'bar'): Scale {
  const high = Math.max(...values, mark === 'bar' ? 0 : -Infinity)
  const low = Math.min(...values, mark === 'bar' ? 0 : Infinity)
  const near = line !== null && Math.abs(line - (low + high) / 2) <= 4 * (high - low || 1)
  const marks = mark === 'dot' && near ? [...values, line] : values
  const pad = mark === 'dot' ? (Math.max(...marks) - Math.min(...marks) || 1) * 0.08 : 0
  const from = mark === 'dot' ? Math.min(...marks) - pad : low
  const span = (mark === 'dot' ? Math.max(...marks) + pad : high) - from
  const place = (value: number): number => (span > 0 ? (value - from) / span : 0)
  return {
    at: (value) => Math.min(1, Math.max(0, place(value))),
    tick: (value) => (place(value) >= 0 && place(value) <= 1 ? place(value) : null),
  }
}
