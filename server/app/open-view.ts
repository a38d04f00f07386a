import { existsSync } from 'node:fs'
import type { CityPack } from '../../shared/city/pack.ts'
import { openDatabase } from '../db/open.ts'
import { commitPositions } from '../db/positions.ts'
import type { Clock } from '../log/entry.ts'
import { checkpointOf } from '../projections/checkpoint.ts'
import { CityView } from '../queries/city-view.ts'
import { indicatorBoard } from '../queries/indicator-board.ts'

/** Opens a city's file for reading and answers the first screen's question once, ahead of it. */
export function openView(path: string, pack: CityPack, clock: Clock): CityView {
  const view = new CityView(openDatabase(path, { readonly: true }), pack, clock)
  const { tree } = view.epoch
  const theme = pack.themes.find((t) => t.order === 0) ?? pack.themes[0]
  if (theme && view.position > 0) {
    const window = { grain: 'day', at: clock.now() } as const
    indicatorBoard(view, { region: tree.root.id, theme: theme.id, window })
  }
  return view
}

/**
 * Whether a file can be read before its writer has looked at it: read models of today's rules that
 * reach the head. Filling the mirrors then need not wait for the writer's start.
 */
export function isReady(path: string): boolean {
  if (!existsSync(path)) return false
  try {
    const { sqlite, close } = openDatabase(path, { readonly: true })
    const head = commitPositions(sqlite).head()
    const ready = head > 0 && checkpointOf(sqlite).position() === head
    close()
    return ready
  } catch {
    return false
  }
}
