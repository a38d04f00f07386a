import type { WindowUsed } from '../../shared/indicators/answers.ts'

const dayMs = 86_400_000

/** A window's name: 今日 while the day it covers runs, else its own label. */
export function windowWords(window: WindowUsed, now: number): string {
  const oneDay = window.to - window.from <= dayMs + 3_600_000
  return oneDay && window.from <= now && now < window.to ? '今日' : window.label
}
