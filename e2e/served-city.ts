import type { TestProject } from 'vitest/node'
import { buildClient } from './built-client.ts'
import { packAtTen } from './changed-pack.ts'
import { startDemoServer } from './running-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    city: { origin: string; sourceKey: string }
  }
}

/** One city for all files that only look at it or add to it: started once, ended after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildClient()
  const pack = await packAtTen()
  const { origin, sourceKey, stop } = await startDemoServer(pack)
  project.provide('city', { origin, sourceKey })
  return async () => {
    await stop()
    await pack.remove()
  }
}
