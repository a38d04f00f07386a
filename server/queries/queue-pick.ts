import type { Asker } from '../../shared/access/asker.ts'
import { ownDepartmentsOnly } from '../../shared/access/visible.ts'
import {
  queueFilters,
  type QueueAnswer,
  type QueueQuestion,
} from '../../shared/cases/queue-answers.ts'
import { belowDistrict } from '../../shared/indicators/suppression.ts'
import type { Standing } from './city-view.ts'
import { FirstPlaces, type Place } from './first-places.ts'
import { heldKinds, kinds, ownKind } from './queue-kinds.ts'
import { placesIn } from './queue-place.ts'
import type { WaitingTable } from './waiting-table.ts'

export interface Picked extends Pick<QueueAnswer, 'counts' | 'total' | 'late' | 'soon'> {
  /** The first ones after the cursor, in order. */
  page: Place[]
}

/** The cases to look at: those of a table without some. */
export interface Waiting {
  table: WaitingTable
  except: ReadonlySet<number>
}

interface Bounds {
  /** Where the page before ended. */
  after: Place
  most: number
  now: number
  /** What is due before is nearly late (即将超期). */
  soon: number
}

/** Looks at every waiting case that the asker may see once: counts each filter, sums the asked one, and picks its page. */
export function pickQueue(
  waiting: readonly Waiting[],
  { regions, epoch }: Standing,
  question: QueueQuestion,
  asker: Asker,
  { after, most, now, soon }: Bounds,
): Picked {
  const page = new FirstPlaces(after, most)
  const tally = new Int32Array(kinds)
  const held = heldKinds(asker)
  const asked = held[question.filter]
  const places = placesIn(regions, question.region)
  const narrow = ownDepartmentsOnly(asker)
  const isBelow = belowDistrict(regions.get(question.region).level)
  const sensitive = new Set(epoch.pack.eventTypes.flatMap((t) => (t.sensitive ? [t.code] : [])))
  const words = (question.text ?? '').trim().toLowerCase()
  let [total, late, nearly] = [0, 0, 0]
  for (const { table, except } of waiting) {
    const withheld = table.types.marks((code) => sensitive.has(code))
    const own = table.departments.marks((id) => asker.departments.includes(id))
    const { slots, caseId, kind, sortAt, dueAt, region, department, type } = table
    for (let slot = 0; slot < slots; slot += 1) {
      const id = caseId[slot] as number
      if (id === 0 || (places !== null && places[region[slot] as number] !== 1)) continue
      const isWithheld = withheld[type[slot] as number] === 1
      // Below district a sensitive case is not listed.
      if ((isWithheld && isBelow) || (except.size > 0 && except.has(id))) continue
      const isOwn = own[department[slot] as number] === 1
      if (narrow && !isOwn) continue
      const its = (kind[slot] as number) + (isOwn ? ownKind : 0)
      tally[its] = (tally[its] as number) + 1
      if (asked[its] !== 1) continue
      if (words !== '' && !says(table.words[slot] as string, words, isWithheld)) continue
      const due = dueAt[slot] as number
      total += 1
      if (due < now) late += 1
      else if (due < soon) nearly += 1
      page.offer(sortAt[slot] as number, id)
    }
  }
  const countOf = (of: Uint8Array) => tally.reduce((sum, n, its) => sum + n * (of[its] ?? 0), 0)
  const counts = Object.fromEntries(queueFilters.map((filter) => [filter, countOf(held[filter])]))
  return {
    ...{ total, late, soon: nearly },
    counts: counts as QueueAnswer['counts'],
    page: page.inOrder(),
  }
}

/** Words of the title, or the beginning of the number; a sensitive case only by its number. */
function says(told: string, words: string, isWithheld: boolean): boolean {
  if (told.startsWith(words)) return true
  return !isWithheld && told.includes(words, told.indexOf('\n') >>> 0)
}
