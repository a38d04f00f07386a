import type { MapArt } from './art.ts'
import type { StageModel } from './compose/model.ts'
import type { Box } from './layout/box.ts'
import type { FreeBox, LngLat, Point } from './projection.ts'

export type StageProps = Omit<StageModel, 'art'> & {
  art: MapArt | null
  freeBox: FreeBox
  /** Size factor; null = the window's height over the wall's design height. */
  scale: number | null
  glyphs: string
}

/** Where the selected event is now, and what a call-out beside it should not hide; all in CSS px. */
export interface CalloutPlace extends Point {
  radius: number
  obstacles: Box[]
}

export interface StageEvents {
  selectRegion(id: number): void
  selectCase(id: number): void
  /** Wherever it was tapped. */
  tapped(at: LngLat): void
  callout(place: CalloutPlace | null): void
  ready(): void
  failed(reason: StageFailure): void
}

/** `context-lost`: it is being made anew; anything else is for good. */
export type StageFailure = 'webgl-unavailable' | 'context-lost' | 'start-failed'
