import { systemAsker, type Asker } from '../shared/access/asker.ts'
import type { LetterOrder, LettersDone } from '../shared/dead-letters/orders.ts'
import {
  deadLetterGet,
  deadLetterList,
  type LetterQuestion,
} from '../server/queries/dead-letters.ts'
import { orderCity, people } from './order-city.ts'

/** A report of a rubbish heap as the hotline tells it, good unless changed. */
export const aReport = (number: string, more: object = {}) => ({
  ...{ type: 'case-reported', key: `r-${number}`, source: 'hotline', case: number },
  ...{ occurredAt: Date.UTC(2026, 10, 5, 1), eventType: '0102', region: 'R4' },
  text: { title: `第 ${number} 件` },
  ...more,
})

/** A city whose sources may tell anything, with the officer who tends what was not taken. */
export function letterCity(...given: Parameters<typeof orderCity>) {
  const city = orderCity(...given)
  return {
    ...city,
    /** Tells facts whatever becomes of them; the verdicts. */
    send(facts: readonly unknown[]) {
      const verdicts = city.ingest.takeNow(systemAsker(1), facts, city.clock.time)
      city.view.follow()
      return verdicts.map(({ verdict }) => verdict)
    },
    list: (question: LetterQuestion = {}) => deadLetterList(city.view, question),
    get: (letter: number) => deadLetterGet(city.view, { letter }),
    async give(order: LetterOrder, asker: Asker = people.officer): Promise<LettersDone> {
      const { letters } = await city.orders(asker, order, city.clock.time)
      city.view.follow()
      if (letters === undefined) throw new Error('no answer')
      return letters
    },
    facts: () => city.database.sqlite.prepare('SELECT source, key, type FROM log').all(),
    audit: () =>
      city.database.sqlite.prepare('SELECT asker, action, position FROM audit').all() as {
        asker: string
        action: string
        position: number | null
      }[],
  }
}
