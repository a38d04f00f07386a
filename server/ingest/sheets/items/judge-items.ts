import { z } from 'zod'
import type { FactVerdict } from '../../../../shared/events/source-fact.ts'
import { checkFigures } from '../checks/check-figures.ts'
import { feedOf, grainOf } from '../city.ts'
import { explain } from '../../explain.ts'
import { changes, observationFacts, type ObservationsFact } from '../facts.ts'
import type { SheetIssue } from '../issue.ts'
import type { TableStanding } from '../judge-table.ts'
import { rememberedHistory } from '../remembered-history.ts'
import type { Note } from '../../ports.ts'
import { atOnce } from '../steps.ts'
import { itemFigures } from './item-figures.ts'

const time = z.union([z.number().int(), z.iso.datetime({ offset: true })])

/** Observations of one period as a system sends them (观测项): a label of the period, or its span. */
export const observationItem = z.object({
  feed: z.string().min(1).max(60),
  grain: z.string().max(20).optional(),
  /** 2026-10, 2026年第三季度 …; or `from` and `to`. */
  period: z.string().min(1).max(40).optional(),
  from: time.optional(),
  to: time.optional(),
  /** Codes or names. */
  regions: z.array(z.string().min(1).max(80)).min(1).max(20_000),
  /** Measure → one value a region; null = not reported. */
  values: z.record(z.string().max(120), z.array(z.number().nullable())),
})
export type ObservationItem = z.infer<typeof observationItem>

export interface JudgedItems {
  facts: ObservationsFact[]
  /** Verdicts of the items, once the log has given those of the facts. */
  answer(verdicts: readonly FactVerdict[]): FactVerdict[]
}

interface Judged {
  notes: Note[]
  /** Places in `facts`. */
  facts: number[]
  /** Whether anything good was in it, known already or new. */
  good: boolean
}

/** Judges items as tables are judged. A bad value costs itself, a bad item never the ones beside it. */
export function judgeItems(items: readonly unknown[], standing: TableStanding): JudgedItems {
  const facts: ObservationsFact[] = []
  const judged = items.map((raw): Judged => {
    const parsed = observationItem.safeParse(raw)
    if (!parsed.success) return { notes: explain(parsed.error.issues, raw), facts: [], good: false }
    const { notes, made, good } = judgeItem(parsed.data, standing)
    const places = made.map((fact) => facts.push(fact) - 1)
    return { notes, facts: places, good }
  })
  return {
    facts,
    answer: (verdicts) => judged.map((item, index) => verdictOf(item, index, facts, verdicts)),
  }
}

function judgeItem(item: ObservationItem, { city, history: asked, now, accept }: TableStanding) {
  const history = rememberedHistory(asked)
  const read = itemFigures(item, city)
  if ('notes' in read) return { notes: read.notes, made: [], good: false }
  const feed = feedOf(city.pack, item.feed)
  const evidence = {
    figures: read.figures,
    rates: [],
    unread: read.issues,
    city,
    feed,
    grain: grainOf(feed),
    history,
    now,
  }
  const { good, issues } = atOnce(checkFigures(evidence, accept ?? new Set()))
  const { changed } = changes(good, history)
  return {
    notes: [...read.issues, ...issues].map(noteOf),
    made: observationFacts(changed, feed.id, city, history, now),
    good: good.length > 0,
  }
}

const noteOf = ({ code, column, row, expected, found }: SheetIssue): Note => ({
  code,
  message: `应为${expected}${found === '' ? '' : `；现为“${found}”`}`,
  field:
    column === null
      ? 'regions'
      : column === ''
        ? `regions.${row - 1}`
        : `values.${column}.${row - 1}`,
})

function verdictOf(
  { notes, facts: places, good }: Judged,
  index: number,
  facts: readonly ObservationsFact[],
  verdicts: readonly FactVerdict[],
): FactVerdict {
  const own = places.flatMap((place) => verdicts[place] ?? [])
  const reasons = [...notes, ...own.flatMap((verdict) => verdict.reasons)]
  const positions = own.flatMap(({ position }) => (position === null ? [] : [position]))
  const accepted = own.some(({ verdict }) => verdict === 'accepted')
  const refused = !good || (own.length > 0 && own.every(({ verdict }) => verdict === 'rejected'))
  return {
    index,
    key: facts[places[0] ?? -1]?.key ?? '',
    verdict: accepted ? 'accepted' : refused ? 'rejected' : 'duplicate',
    position: positions.length === 0 ? null : Math.max(...positions),
    reasons,
  }
}
