import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CityPack } from '../../shared/city/pack.ts'
import { isUpToDate, openDatabase } from '../db/open.ts'
import { commitPositions } from '../db/positions.ts'
import type { Clock } from '../log/entry.ts'
import { checkpointOf } from '../projections/checkpoint.ts'
import { CityView } from '../queries/city-view.ts'
import { indicatorBoard } from '../queries/indicator-board.ts'

/** Opens a city's file for reading and answers the first screen's question once, ahead of it. */
export function openView(path: string, pack: CityPack, clock: Clock): CityView {
  const view = new CityView(openDatabase(path, { readonly: true }), pack, clock, mirrorFile(path))
  const theme = pack.themes.find((t) => t.order === 0) ?? pack.themes[0]
  if (theme && view.position > 0) askCity(view, theme.id)
  return view
}

function askCity(view: CityView, theme: string): void {
  const window = { grain: 'day', at: view.clock.now() } as const
  indicatorBoard(view, { region: view.epoch.tree.root.id, theme, window })
}

/** What boards look up, one measure or one theme of the whole city at each step. */
function* readAhead(view: CityView): Generator<void> {
  yield* view.warm()
  for (const { id } of view.epoch.pack.themes) {
    if (view.position > 0) askCity(view, id)
    yield
  }
}

/** Where the mirrors of a city's file are kept (镜像文件); it may be deleted at any time. */
export const mirrorFile = (path: string): string => join(dirname(path), 'figures.mirror')

const stepMs = 5
const lookMs = 60_000
/** A start counts again what was not kept: about a second for so many rows. */
const rowsToKeep = 50_000
const keepMs = 600_000

/**
 * Keeps a view ready (常备): between questions it reads ahead what boards ask for, and keeps the mirrors
 * for the next start. Returns what stops it, which keeps them once more.
 */
export function keepReady(view: CityView, path: string): () => void {
  let steps: Generator<void> | null = null
  let timer: NodeJS.Timeout
  let keptAt = performance.now()
  const after = (ms: number): void => {
    timer = setTimeout(step, ms)
    timer.unref()
  }
  const keep = (): void => {
    view.keep(mirrorFile(path))
    keptAt = performance.now()
  }
  function step(): void {
    steps ??= readAhead(view)
    if (!steps.next().done) return after(stepMs)
    steps = null
    if (view.unkept >= rowsToKeep || performance.now() - keptAt >= keepMs) keep()
    after(lookMs)
  }
  after(stepMs)
  return () => {
    clearTimeout(timer)
    keep()
  }
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
    const ready = isUpToDate(sqlite) && head > 0 && checkpointOf(sqlite).position() === head
    close()
    return ready
  } catch {
    return false
  }
}
