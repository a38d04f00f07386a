/** What is needed of the library's tile: whether an answer of the worker is awaited. */
export interface AskedTile {
  request?: unknown
  state: string
  aborted?: boolean
}

/** What is needed of the library's source (GeoJSON): how a tile is made or made anew. */
export interface AskingSource<Tile extends AskedTile> {
  loadTile(tile: Tile, done: (error?: Error | null) => void): void
}

/**
 * Makes a source ask its worker for one tile once at a time; of what is wanted meanwhile only the newest
 * is asked for, when the answer is in. The library (1.13) sends each wish at once, and its worker keeps
 * one waiting wish a tile: the others are never answered, and what the page keeps for their answers
 * (the tile, its buffers) stays for good. On a wall that changes its scene, 9 MB in 1,000 scenes.
 */
export function askOneAtATime<Tile extends AskedTile>(source: AskingSource<Tile>): void {
  const ask = source.loadTile.bind(source)
  const waiting = new WeakMap<Tile, Parameters<typeof ask>[1]>()
  source.loadTile = (tile, done) => {
    if (tile.request) {
      waiting.set(tile, done)
      return
    }
    ask(tile, (error) => {
      done(error)
      const next = waiting.get(tile)
      waiting.delete(tile)
      if (!next || tile.aborted) return
      // What is shown is not yet what was wanted: the map does not call itself at rest.
      tile.state = 'reloading'
      source.loadTile(tile, next)
    })
  }
}
