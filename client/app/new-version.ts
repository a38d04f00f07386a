import { watch } from 'vue'
import type { Timers } from '../api/timers.ts'

/** All screens reload within this, not at once. */
const spread = 60_000
/** A page that could not be had is asked for again after this. */
const again = 10_000

/** What reloading stands on. */
export interface NewVersionParts {
  /** The build of this page; null = a page that was not built. */
  own: string | null
  /** The build that the server serves now; null = not said. */
  served(): string | null
  /** An alarm of Ⅰ/Ⅱ is open: nobody may lose sight of it. */
  alarm(): boolean
  timers: Timers
  /** Whether the page can be had right now: a screen must not end on the browser's own error. */
  canLoad(): Promise<boolean>
  /** Whether this screen has reloaded for a build already, and that it does now. */
  once: { has(build: string): boolean; add(build: string): void }
  reload(): void
}

/**
 * Reloads the page when the server serves another build (新版本): once for each, at a moment of this
 * screen's own within a minute, never during an alarm. Returns what ends it.
 */
export function reloadOnNewVersion(parts: NewVersionParts): () => void {
  const { own, served, alarm, timers, once } = parts
  let cancel = () => {}
  let stopped = false
  const isNew = (build: string | null): build is string =>
    build !== null && own !== null && build !== own && !once.has(build)

  async function tryNow(build: string) {
    if (alarm()) return
    if (!(await parts.canLoad())) {
      if (!stopped) cancel = timers.after(again, () => void tryNow(build))
      return
    }
    if (stopped || alarm() || served() !== build) return
    once.add(build)
    parts.reload()
  }
  const stopWatch = watch(
    [served, alarm],
    ([build, isAlarm]) => {
      cancel()
      if (isAlarm || !isNew(build)) return
      cancel = timers.after(timers.chance() * spread, () => void tryNow(build))
    },
    { immediate: true },
  )
  return () => {
    stopped = true
    stopWatch()
    cancel()
  }
}

/**
 * Loads the page anew when a part of it cannot be had (缺件): once for each build, and only when the page
 * itself can be had. While the server is away, what is on screen stays there.
 */
export function reloadForMissingPart({
  own,
  timers,
  canLoad,
  once,
  reload,
}: Pick<NewVersionParts, 'own' | 'timers' | 'canLoad' | 'once' | 'reload'>) {
  const name = `part of ${own}`
  let waits = false
  let stopped = false
  let cancel = () => {}

  async function tryNow() {
    const isThere = await canLoad()
    if (stopped) return
    if (!isThere) {
      cancel = timers.after(again, () => void tryNow())
      return
    }
    once.add(name)
    reload()
  }
  return {
    missing() {
      if (waits || once.has(name)) return
      waits = true
      void tryNow()
    },
    stop() {
      stopped = true
      cancel()
    },
  }
}
