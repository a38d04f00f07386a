import type { FeatureCollection } from 'geojson'

import type { Bounds } from './projection.ts'

interface Picture {
  file: string
  bounds: Bounds
}

/** The manifest `art.json` of a city's derived map art (底图美术), as the pack's build writes it. */
export interface ArtManifest {
  version: number
  /** What must be said of the lines, e.g. 示意边界. */
  note: string
  bounds: Bounds
  files: {
    outline: string
    rims: string
    countyLines: string
    townLines: string
    villageLines: string
    neighbours: string
    texts: string
  }
  pictures: { under: Picture; light: Picture }
}

/** A manifest and the address its files lie under, with a closing slash. */
export interface MapArt extends ArtManifest {
  base: string
}

/** The two files the client itself must read: the coast for the body, the names of the waters. */
export interface LoadedArt {
  art: MapArt
  outline: FeatureCollection
  texts: FeatureCollection
}

/** Fetches what the scene is built from; rejects when a file is not there. */
export async function loadArt(art: MapArt, signal: AbortSignal): Promise<LoadedArt> {
  const read = async (file: string): Promise<FeatureCollection> => {
    const answer = await fetch(art.base + file, { signal })
    if (!answer.ok) throw new Error(`map-art ${answer.status}`)
    return (await answer.json()) as FeatureCollection
  }
  const [outline, texts] = await Promise.all([read(art.files.outline), read(art.files.texts)])
  return { art, outline, texts }
}

/** Corners of a picture, clockwise from the north-west, as the map wants them. */
export const cornersOf = ([w, s, e, n]: Bounds): [number, number][] => [
  [w, n],
  [e, n],
  [e, s],
  [w, s],
]
