import type { BoardTile } from '../../shared/indicators/answers.ts'

const minus = '\u2212'
const figures = new Map<number, Intl.NumberFormat>()

/** 12,846 · 96.4 · −3: thousands comma, fixed decimals, true minus. */
export function figureOf(value: number, decimals = 0): string {
  let format = figures.get(decimals)
  if (!format) {
    format = new Intl.NumberFormat('en-US', {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: 'negative',
    })
    figures.set(decimals, format)
  }
  return format.format(value).replace('-', minus)
}

export interface Delta {
  /** In ink, never a colour: whether up is good is the indicator's matter. */
  direction: 'up' | 'down' | 'flat'
  /** 3.2% · 0.3pt · 0.42, without sign: the arrow carries it. */
  text: string
}

/** 环比 or 同比: percent for counts, pt for percentages, else the plain difference; null = cannot be said. */
export function deltaOf(
  tile: Pick<BoardTile, 'value'> & {
    meta: Pick<BoardTile['meta'], 'unit' | 'decimals' | 'formula'>
  },
  base: number | null,
): Delta | null {
  if (tile.value === null || base === null) return null
  const difference = tile.value - base
  if (tile.meta.unit === '%')
    return signed(difference, figureAbs(difference, coarse(difference)), 'pt')
  if (tile.meta.formula !== 'value')
    return signed(difference, figureAbs(difference, tile.meta.decimals), '')
  if (base === 0) return difference === 0 ? { direction: 'flat', text: '持平' } : null
  const percent = (difference / Math.abs(base)) * 100
  // Beyond four times, percent says less than the multiple.
  if (percent >= 300 && base > 0)
    return {
      direction: 'up',
      text: `${figureOf(tile.value / base, tile.value < base * 10 ? 1 : 0)}倍`,
    }
  return signed(percent, figureAbs(percent, coarse(percent)), '%')
}

/** One decimal below ten: 3.2%, 15%. */
const coarse = (value: number): number => (Math.abs(value) < 9.95 ? 1 : 0)

const figureAbs = (value: number, decimals: number): string => figureOf(Math.abs(value), decimals)

function signed(value: number, text: string, unit: string): Delta {
  if (!/[1-9]/.test(text)) return { direction: 'flat', text: '持平' }
  return { direction: value > 0 ? 'up' : 'down', text: text + unit }
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** Age of a figure: 12秒, 3分, 2时, 4天. Never negative: a source's clock may run ahead. */
export function ageOf(ms: number): string {
  const age = Math.max(0, ms)
  if (age < minute) return `${Math.floor(age / second)}秒`
  if (age < hour) return `${Math.floor(age / minute)}分`
  if (age < day) return `${Math.floor(age / hour)}时`
  return `${Math.floor(age / day)}天`
}

/** A length of time to run or overrun: 00:42:10 under a day, 3天4时 above. */
export function spanOf(ms: number): string {
  const span = Math.max(0, Math.abs(ms))
  if (span >= day) {
    const hours = Math.floor((span % day) / hour)
    return `${Math.floor(span / day)}天${hours > 0 ? `${hours}时` : ''}`
  }
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0')
  return `${two(span / hour)}:${two((span % hour) / minute)}:${two((span % minute) / second)}`
}

/** A percentage without false precision: 37%; 0.994 stays 99%, only 1 is 100%. */
export const shareOf = (share: number): string =>
  `${share >= 1 ? 100 : Math.floor(Math.max(0, share) * 100)}%`

/**
 * A window's label short enough for a tile: this year's number is left out, 年初至今 reads 1–10月.
 * `year` is the year now.
 */
export function shortLabel(label: string, year: number): string {
  const bare = label.startsWith(`${year}年`) && label.length > 5 ? label.slice(5) : label
  const ytd = /^1月1日至(\d+)月\d+日$/.exec(bare)
  if (ytd) return `1–${ytd[1]}月`
  const inMonth = /^(\d+)月(\d+)日至(\d+)日$/.exec(bare)
  if (inMonth) return `${inMonth[1]}.${inMonth[2]}–${inMonth[3]}`
  const across = /^(\d+)月(\d+)日至(\d+)月(\d+)日$/.exec(bare)
  if (across) return `${across[1]}.${across[2]}–${across[3]}.${across[4]}`
  return bare.replace(/^第(.季度)$/, '$1')
}
