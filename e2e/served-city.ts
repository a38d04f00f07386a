import type { TestProject } from 'vitest/node'
import { buildClient } from './built-client.ts'
import { packAtTen } from './changed-pack.ts'
import { startDemoServer } from './running-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    city: { origin: string; sourceKey: string }
  }
}

async function serve() {
  await buildClient()
  const pack = await packAtTen()
  const { origin, sourceKey, stop } = await startDemoServer(pack)
  return {
    ...{ origin, sourceKey },
    stop: async () => {
      await stop()
      await pack.remove()
    },
  }
}

/** Each project loads this file anew: what they share lies outside of it. */
const shared = globalThis as { served?: { city: ReturnType<typeof serve>; guests: number } }

/**
 * One city for all files that only look at it or add to it: started for the first project that asks,
 * ended after the last.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const served = (shared.served ??= { city: serve(), guests: 0 })
  served.guests += 1
  const { origin, sourceKey, stop } = await served.city
  project.provide('city', { origin, sourceKey })
  return async () => {
    served.guests -= 1
    if (served.guests > 0) return
    delete shared.served
    await stop()
  }
}
