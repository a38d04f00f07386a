import type { Box, PlacedPart } from './boxes.ts'
import type { WallShape } from './wall-shape.ts'

/** What a wall shows (画面): the 总图, a 专题图, or 战时. */
export type WallPicture = 'city' | 'theme' | 'war'

export interface WallAsked {
  /** CSS pixels of one screen. */
  width: number
  height: number
  /** Viewing distance (观看距离): 1 = from 3 m. */
  distance: number
  /** Screens side by side that make the wall. */
  screens: number
  picture: WallPicture
  /** The map alone with its title (仅地图). */
  mapOnly: boolean
}

export interface TileRoom {
  columns: number
  /** Most tiles that can be read. */
  count: number
}

/** Where everything on a wall stands (布局). */
export interface WallPlan {
  shape: WallShape
  /** CSS pixels of 1 rem. */
  rem: number
  /** The screen with the map, its title and its nav. */
  mapScreen: number
  parts: PlacedPart[]
  tiles: TileRoom
}

/** Parts placed on one screen, and how its tiles stand. */
export interface Arranged {
  parts: (Box & { part: PlacedPart['part'] })[]
  tiles: TileRoom
}
export const noTiles: TileRoom = { columns: 1, count: 0 }
