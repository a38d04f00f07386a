/** What every statistical answer says of itself, each in one line: how (方法) and what not to read from it (局限). */
export interface Stated {
  method: string
  limits: string
}

/** 历史不足 or too many gaps: what is needed and what there is, in words. */
export interface TooShort {
  tooShort: string
}

export type Statistic<T> = (Stated & T) | TooShort

export const isTooShort = (answer: Stated | TooShort): answer is TooShort => 'tooShort' in answer

/** Values of consecutive periods, oldest first; null = missing. */
export type Values = readonly (number | null)[]

/** How many periods a season (季节) has, and what it is called: 7 「周内」, 12 「年内」. */
export interface Season {
  length: number
  name: string
}

/** Seasonal decomposition (季节分解): value = trend + seasonal + remainder. */
export interface Decomposition {
  /** Null before the first and after the last known value. */
  trend: (number | null)[]
  seasonal: (number | null)[]
  /** Null where the value is missing. */
  remainder: (number | null)[]
  /** How strong trend and season are beside the remainder, 0–1 (Wang, Smith and Hyndman 2006). */
  trendStrength: number
  seasonalStrength: number
}

/** Where the level changed (变点). */
export interface ChangePoints {
  points: {
    /** Index of the first period on the new level. */
    index: number
    /** Mean level before and after, up to the neighbouring change points. */
    before: number
    after: number
  }[]
  /** What was looked at: the values themselves, or with their season taken out (去季节). */
  adjusted: boolean
}

/** Values far from what their season and trend let expect (异常). */
export interface Anomalies {
  points: { index: number; value: number; expected: number; score: number }[]
  /** What each period let expect, and the band within which a value is ordinary; null outside the data. */
  expected: (number | null)[]
  band: ({ low: number; high: number } | null)[]
}

/** A forecast (预测) with its interval, and how such forecasts did on this very series (回测). */
export interface Forecast {
  points: { value: number; low: number; high: number }[]
  /** Nominal coverage of the interval, 0.95. */
  level: number
  backTest: {
    /** Forecasts made at past instants and compared with what came. */
    folds: number
    horizon: number
    /** Mean absolute error, in the unit of the values. */
    meanError: number
    /** That error over the one of 「与上一季同期相同」; below 1 is better than that. */
    scaledError: number | null
    /** Share of what came that lay within the interval, 0–1. */
    covered: number
  }
}

/** Hot and cold spots (热点, 冷点) among areas. */
export interface HotSpots {
  areas: {
    id: number
    /** Gi*: a standard normal score; null = no value, or fewer than one neighbour with one. */
    score: number | null
    /** Corrected for looking at many areas at once (Benjamini and Hochberg); null as above. */
    q: number | null
    kind: 'hot' | 'cold' | 'none'
  }[]
  /** The false-discovery rate (错误发现率) kept. */
  rate: number
}

/** How two series go together (相关). */
export interface Correlation {
  pairs: number
  /** Pearson's r with its 95 % interval, and Spearman's ρ; -1 to 1. */
  r: number
  interval: readonly [number, number]
  rank: number
  /** Spearman's ρ of the changes from period to period: what is left without a common trend. */
  rankOfChanges: number | null
}

/** How values spread (分布). */
export interface Distribution {
  count: number
  missing: number
  mean: number
  /** Minimum, quartiles and maximum. */
  min: number
  q1: number
  median: number
  q3: number
  max: number
  /** Half-open bins but the last, which is closed. */
  bins: { from: number; to: number; count: number }[]
  /** Indices beyond 1.5 interquartile ranges from the quartiles (Tukey). */
  outliers: number[]
}
