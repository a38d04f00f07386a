import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Resolves when a process that has just started has nothing more to do (静下来): a wall opens on a server
 * that has run for days. Known on Linux; elsewhere at once. Rejects after a minute.
 */
export async function atRest(pid: number): Promise<void> {
  if (!existsSync(`/proc/${pid}/stat`)) return
  for (let seconds = 0; seconds < 60; seconds += 1) {
    const before = ticksOf(pid)
    await wait(1_000)
    if (ticksOf(pid) - before <= 2) return
  }
  throw new Error('The server is never at rest.')
}

/** Processor time so far, in hundredths of a second. */
function ticksOf(pid: number): number {
  const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
  const [user = 0, system = 0] = after.split(' ').slice(11, 13).map(Number)
  return user + system
}
