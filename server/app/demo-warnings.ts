import type { Asker } from '../../shared/access/asker.ts'
import { takeCap, type CapParts } from '../ingest/cap/take.ts'
import { warningStates } from '../queries/warning-states.ts'
import type { Writer } from './open-writer.ts'
import { warningCityNow } from './warning-city.ts'

/** Takes the demo's warnings (演示预警) the way of any authority's; each is on disk when it returns. */
export function demoWarnings(
  { pack, tree, zone, database, log, reject }: Writer,
  folder: string,
  asker: Asker,
): (messages: readonly string[], receivedAt: number) => Promise<void> {
  const parts: CapParts = {
    city: warningCityNow(folder, () => ({ pack, tree }), zone),
    known: warningStates(database).known,
    append: async (entries) => log.appendNow(entries),
    reject,
  }
  return async (messages, receivedAt) => {
    for (const message of messages)
      await takeCap(asker, { body: Buffer.from(message), charset: null, receivedAt }, parts)
  }
}
