import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Box = [west: number, south: number, east: number, north: number]

/** The map's art (底图美术): files beside `art.json`, drawn beforehand from the boundaries. */
export interface MapArt {
  version: number
  note: string
  bounds: Box
  files: Record<string, string>
  pictures: Record<string, { file: string; bounds: Box }>
}

/** `map/art.json` of a pack, or null where the pack has no art. */
export function loadMapArt(folder: string): MapArt | null {
  const path = join(folder, 'map', 'art.json')
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as MapArt) : null
}
