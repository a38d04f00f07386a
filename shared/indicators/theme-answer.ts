import type { RegionId } from '../city/pack.ts'
import type { Status } from './answers.ts'

/** How one theme stands (专题态势) in one region. */
export interface ThemeStanding {
  theme: string
  /** The worst status among the theme's indicators for the region itself, as its tiles show it. */
  worst: Status
  /** Indicators that are red or yellow there, and how many have a value at all. */
  red: number
  yellow: number
  known: number
  total: number
  /** Open alerts inside the region, its sub-regions included. */
  alerts: number
}

/** `theme.health`: every theme in the pack's order. */
export interface ThemeHealthAnswer {
  position: number
  now: number
  region: RegionId
  themes: ThemeStanding[]
}
