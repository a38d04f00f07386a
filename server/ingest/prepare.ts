import { maySpeakFor } from '../../shared/access/asker.ts'
import type { Asker } from '../../shared/access/asker.ts'
import type { NewFactOf } from '../../shared/events/index.ts'
import type { FactVerdict, SourceFact } from '../../shared/events/source-fact.ts'
import { caseFact } from './case-fact.ts'
import type { CaseSourceFact } from './case-fact.ts'
import { makeCaseTypes } from './case-types.ts'
import { feedFact } from './feed-fact.ts'
import type { Lookups } from './lookups.ts'
import { describeMasked, maskedTotal } from './mask.ts'
import type { MaskCounts } from './mask.ts'
import type { StreamRef } from '../log/entry.ts'
import type { FactEntry, IngestParts, Note } from './ports.ts'
import { readFact } from './read-fact.ts'
import type { Steps } from './sheets/steps.ts'
import { factTimes } from './times.ts'
import type { FactTimes } from './times.ts'
import { standing } from './standing.ts'

/** A batch ready for the log: verdicts still open are `accepted` until the log says otherwise. */
export interface Prepared {
  verdicts: FactVerdict[]
  entries: FactEntry[]
  /** For each entry, which fact of the batch each event came from. */
  origins: number[][]
}

interface Read {
  index: number
  fact: SourceFact
  times: FactTimes
  notes: Note[]
}

/** Facts looked at between two breaths: others' are not held up by a flood. */
const factsAtOnce = 500

/** Everything before the log: parse, authority, times, mapping, masking, grouping. Reads no clock. */
export function* prepareInSteps(
  asker: Asker,
  facts: readonly unknown[],
  receivedAt: number,
  lookups: Lookups,
  parts: Pick<IngestParts, 'clock' | 'zone' | 'typesOfCase' | 'attachment'>,
): Steps<Prepared> {
  const prepared: Prepared = { verdicts: [], entries: [], origins: [] }
  const types = makeCaseTypes(lookups, parts.typesOfCase)
  const reads: Read[] = []
  for (const [index, raw] of facts.entries()) {
    if (index > 0 && index % factsAtOnce === 0) yield
    const read = readOne(asker, raw, index, receivedAt, lookups)
    prepared.verdicts.push(verdictOf(index, raw, read))
    if (!('times' in read)) continue
    reads.push(read)
    types.learn(read.fact, read.times.occurredAt)
  }

  const group = makeGroups(prepared)
  for (const [nth, { index, fact, times, notes }] of reads.entries()) {
    if (nth > 0 && nth % factsAtOnce === 0) yield
    const masked: MaskCounts = {}
    const event =
      'case' in fact
        ? caseFact(fact, {
            lookups,
            clock: parts.clock,
            times,
            notes,
            masked,
            attachment: parts.attachment,
            typeOfCase: () => types.at(fact.source, fact.case, times.occurredAt),
            reportedAt: () => types.reportedAt(fact.source, fact.case),
          })
        : feedFact(fact, { lookups, zone: parts.zone, times, receivedAt, notes })
    if (event === null) {
      const verdict = prepared.verdicts[index]
      if (verdict) verdict.verdict = 'rejected'
      continue
    }
    if (maskedTotal(masked) > 0)
      notes.push({ code: 'masked', message: `正文中 ${describeMasked(masked)}，已隐去后保存。` })
    group(fact, event, index)
  }
  return prepared
}

function readOne(
  asker: Asker,
  raw: unknown,
  index: number,
  receivedAt: number,
  lookups: Lookups,
): Read | { reasons: Note[] } {
  const read = readFact(raw)
  if ('reasons' in read) return read
  const { fact } = read
  const refused = standing(fact, lookups, (source) => maySpeakFor(asker, source))
  if (refused) return { reasons: [refused] }
  const notes: Note[] = []
  const times = factTimes(fact, receivedAt, notes)
  return times === null ? { reasons: notes } : { index, fact, times, notes }
}

function verdictOf(index: number, raw: unknown, read: Read | { reasons: Note[] }): FactVerdict {
  if ('times' in read)
    return { index, key: read.fact.key, verdict: 'accepted', position: null, reasons: read.notes }
  const key = typeof raw === 'object' && raw !== null && 'key' in raw ? raw.key : ''
  return {
    index,
    key: typeof key === 'string' ? key.slice(0, 120) : '',
    verdict: 'rejected',
    position: null,
    reasons: read.reasons,
  }
}

/** Puts all facts of one case (or feed) of the batch into one entry, in the order they came. */
function makeGroups({ entries, origins }: Prepared) {
  const places = new Map<string, number>()
  let lastName = ''
  let last = -1
  return (fact: SourceFact, event: NewFactOf, index: number): void => {
    const name = 'case' in fact ? caseName(fact) : fact.feed
    if (name !== lastName) {
      lastName = name
      last = places.get(name) ?? -1
    }
    if (last === -1) {
      last = entries.push({ stream: streamOf(fact), events: [] }) - 1
      origins.push([])
      places.set(name, last)
    }
    entries[last]?.events.push(event)
    origins[last]?.push(index)
  }
}

const caseName = (fact: CaseSourceFact): string => `${fact.source}\n${fact.case}`

const streamOf = (fact: SourceFact): StreamRef =>
  'case' in fact
    ? { kind: 'case', source: fact.source, number: fact.case }
    : { kind: 'feed', feed: fact.feed }
