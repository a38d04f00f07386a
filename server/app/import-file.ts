import type { SourceFact } from '../../shared/events/source-fact.ts'
import type { Zone } from '../../shared/time/zone.ts'
import { deadRow } from '../ingest/dead-letter.ts'
import { mapBostonRow } from '../ingest/sources/boston-311/map.ts'
import type { BostonMapping } from '../ingest/sources/boston-311/mapping.ts'
import type { BostonBatch } from '../ingest/sources/boston-311/parse.ts'
import type { Clock } from '../log/entry.ts'
import type { FactSink } from './fact-sink.ts'
import { addIssues, addVerdicts, count, emptyReport } from './import-report.ts'
import type { ImportReport } from './import-report.ts'

/** Facts that go to the log together: one transaction (our default). */
const batchFacts = 6_000

export interface ImportInto {
  sink: FactSink
  mapping: BostonMapping
  zone: Zone
  clock: Clock
  /** Hears the share of the file that is done, 0–1. */
  progress?: (done: number) => void
}

/**
 * Sends a file's rows to the log as facts, batch by batch, and says at the end which time they cover.
 * The keys follow from the rows alone, so a second import of the same file appends nothing.
 */
export async function importFile(
  batches: AsyncIterable<BostonBatch>,
  { sink, mapping, zone, clock, progress = () => {} }: ImportInto,
): Promise<ImportReport> {
  const report = emptyReport()
  const numbers = new Set<string>()
  const opened = { first: Infinity, last: -Infinity }
  let facts: SourceFact[] = []
  const flush = async (): Promise<void> => {
    if (facts.length > 0) addVerdicts(report, facts, await sink.take(facts))
    facts = []
  }

  for await (const { records, issues, done } of batches) {
    for (const { record } of records) {
      const row = mapBostonRow(record, mapping, zone)
      report.rows += 1
      numbers.add(record.case_enquiry_id)
      for (const { code } of row.notes) count(report.readings, code)
      opened.first = Math.min(opened.first, row.opened)
      opened.last = Math.max(opened.last, row.opened)
      facts.push(...row.facts)
      if (facts.length >= batchFacts) await flush()
    }
    addIssues(report, issues)
    sink.reject(issues.flatMap((issue) => deadRow(mapping.feed, issue, clock.now())))
    progress(done)
  }
  await flush()
  report.cases = numbers.size
  if (numbers.size === 0) return report

  report.covered = coveredBy(opened.first, opened.last, zone, clock.now())
  const said = coverageFact(mapping.feed, report.covered)
  addVerdicts(report, [said], await sink.take([said]))
  return report
}

/** Whole local days from the first request opened to the last, as far as they are over. */
function coveredBy(first: number, last: number, zone: Zone, now: number) {
  const end = zone.startOfDay(zone.dayOf(last) + 1)
  return { from: zone.startOfDay(zone.dayOf(first)), until: end <= now ? end : last + 1 }
}

const coverageFact = (
  feed: string,
  { from, until }: { from: number; until: number },
): SourceFact => ({
  type: 'coverage-reported',
  key: `coverage:${from}-${until}`,
  source: feed,
  occurredAt: until,
  feed,
  from,
  until,
})
