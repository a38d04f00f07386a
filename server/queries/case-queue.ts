import type { Asker } from '../../shared/access/asker.ts'
import type { QueueAnswer, QueueQuestion } from '../../shared/cases/queue-answers.ts'
import { noHurry } from '../../shared/cases/waiting.ts'
import { DomainError } from '../../shared/errors.ts'
import { caseReader } from './case-reader.ts'
import { queueRow } from './case-queue-row.ts'
import { queueThen } from './case-queue-then.ts'
import type { CityView } from './city-view.ts'
import { type Place } from './first-places.ts'
import { pickQueue } from './queue-pick.ts'

const mostRows = 200
/** Less than this many working minutes left is 即将超期 (our default). */
const soonMinutes = 120

/**
 * The cases that wait (待办队列), what will be late first first. Looks at open cases alone, in memory,
 * however many the city has. Raises `bad-request` for a wrong cursor, or a past further back than can
 * be folded.
 */
export function caseQueue(view: CityView, question: QueueQuestion, asker: Asker): QueueAnswer {
  const standing = view.standing(question.at)
  const reader = caseReader(view)
  const rules = reader.rules(standing)
  const limit = Math.min(question.limit ?? 50, mostRows)
  const { now, position } = standing
  const waiting = standing.replay
    ? queueThen(view, standing)
    : [{ table: view.waiting.now(), except: new Set<number>() }]
  const { page, ...sums } = pickQueue(waiting, standing, question, asker, {
    after: placeOf(question.cursor),
    most: limit + 1,
    now,
    soon: Math.round(rules.clock.addWorkMinutes(now, soonMinutes)),
  })
  const shown = page.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.flatMap(({ caseId }) => {
      const opened = reader.opened(caseId, standing)
      return opened === null ? [] : [queueRow(opened, asker, rules, standing)]
    }),
    ...sums,
    cursor: last && page.length > limit ? `${last.sortAt}:${last.caseId}` : null,
    ...{ position, now },
  }
}

/** Where the page before ended: the last row's place in the order. */
function placeOf(cursor: string | undefined): Place {
  if (cursor === undefined) return { sortAt: -Infinity, caseId: 0 }
  const [sortAt, caseId] = cursor.split(':').map(Number)
  if (sortAt !== undefined && caseId !== undefined && sortAt <= noHurry && caseId >= 0)
    return { sortAt, caseId }
  throw new DomainError({ code: 'bad-request', params: { field: 'cursor', found: cursor } })
}
