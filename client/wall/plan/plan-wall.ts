import { noTiles, type Arranged, type WallAsked, type WallPlan } from './asked.ts'
import { beside } from './beside.ts'
import { beyond, deal } from './beyond.ts'
import type { Box } from './boxes.ts'
import { gap, least, margin, type WallPart } from './least.ts'
import { over, stageOverTiles, upright } from './over.ts'
import { remOf, shapeOf, type WallShape } from './wall-shape.ts'

/** Middle of a screen under which its strip, then its nav, makes way for the map. */
const keepsStrip = 30
const keepsNav = 23
const ordersHeight = 13

/** Nav: one line with the names of the fields, or themes alone in as many lines as they need. */
function navHeight(width: number): number {
  if (width >= 104) return least.nav.height
  const lines = Math.ceil(124 / width)
  return lines > 3 ? Infinity : 0.25 + lines * 2.125
}
const incidentHeight = (width: number): number => (width >= 104 ? 4.75 : 8)

/**
 * Places a whole wall (整墙布局): native sizes from the screen, parts from one catalogue, each with its
 * least room or left out, the least important first. A wall of several screens is one composition in
 * which nothing crosses a seam; its map sits whole on the middle screen, where a hand can move it.
 */
export function planWall(asked: WallAsked): WallPlan {
  const screens = Math.max(1, asked.screens)
  const rem = remOf({ ...asked, screens })
  const [width, height] = [asked.width / rem, asked.height / rem]
  const mapScreen = Math.floor((screens - 1) / 2)
  const shape = shapeOf(asked.width * screens, asked.height)
  const own = shapeOf(asked.width, asked.height)
  const all = Array.from({ length: screens }, (_, screen): Arranged => {
    if (screen === mapScreen) return mapFrame(asked, screens, own, width, height)
    return sideFrame(asked, screen, mapScreen, screens, width, height)
  })
  return {
    ...{ shape, rem, mapScreen },
    parts: all.flatMap(({ parts }, screen) => parts.map((one) => ({ ...one, screen }))),
    tiles: all.find(({ tiles }) => tiles.count > 0)?.tiles ?? noTiles,
  }
}

const titleOf = (width: number): Arranged['parts'][number] => ({
  ...{ part: 'title' as const, left: 0, top: 0 },
  ...{ width, height: least.title.height },
})

function sideFrame(
  { picture, mapOnly }: WallAsked,
  screen: number,
  mapScreen: number,
  screens: number,
  width: number,
  height: number,
): Arranged {
  const title = titleOf(width)
  if (mapOnly) return { parts: [title], tiles: noTiles }
  const side = screen < mapScreen ? 'before' : 'after'
  const count = side === 'before' ? mapScreen : screens - mapScreen - 1
  const away = Math.abs(screen - mapScreen) - 1
  const wanted = deal(picture, side, count, mapScreen === 0)[away] ?? []
  const inner = withinMargins(width, height)
  const arranged = beyond(picture, wanted, inner)
  return { ...arranged, parts: [title, ...arranged.parts] }
}

const withinMargins = (width: number, height: number): Box => ({
  left: margin,
  top: least.title.height + gap,
  width: width - 2 * margin,
  height: height - least.title.height - 2 * gap,
})

/** The screen with the map: a band under the title, a strip at the foot, the rest in between. */
function mapFrame(
  { picture, mapOnly }: WallAsked,
  screens: number,
  shape: WallShape,
  width: number,
  height: number,
): Arranged {
  const room = withinMargins(width, height)
  const parts: Arranged['parts'] = [titleOf(width)]
  if (mapOnly) return { parts: [...parts, { ...room, part: 'stage' }], tiles: noTiles }
  const war = picture === 'war'
  const take = (part: WallPart, from: 'top' | 'foot', high: number, keep: number): void => {
    if (room.height - high - gap < keep || room.width < least[part].width) return
    const top = from === 'top' ? room.top : room.top + room.height - high
    parts.push({ part, left: room.left, top, width: room.width, height: high })
    if (from === 'top') room.top += high + gap
    room.height -= high + gap
  }
  if (war) take('incident', 'top', incidentHeight(room.width), least.stage.height)
  else take('nav', 'top', navHeight(room.width), keepsNav)
  const [foot, full] = war ? (['orders', ordersHeight] as const) : (['strip', 8] as const)
  const spare = room.height - gap - keepsStrip
  take(foot, 'foot', Math.min(full, Math.max(least[foot].height, spare)), keepsStrip)
  const arranged = arrange(picture, shape, room, screens)
  return { parts: [...parts, ...arranged.parts], tiles: arranged.tiles }
}

function arrange(
  picture: WallAsked['picture'],
  shape: WallShape,
  room: Box,
  screens: number,
): Arranged {
  // The neighbours carry the lists; with no screen before it, the map's own carries the figures.
  if (screens > 2) return { parts: [{ ...room, part: 'stage' }], tiles: noTiles }
  const square = shape === 'portrait' || shape === '4:3'
  if (screens === 2) return square ? stageOverTiles(picture, room) : beside(picture, room, false)
  if (shape === 'portrait') return upright(picture, room)
  return square ? over(picture, room) : beside(picture, room)
}
