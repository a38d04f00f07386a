import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { openDatabase } from '../../server/db/open.ts'
import { takeWriterLock } from '../../server/db/writer-lock.ts'
import { auditedSystem, type Entry, type Verdict } from '../../server/log/entry.ts'
import { openLog } from '../../server/log/log.ts'
import { entryOf, mondayMorning, tidyCase } from '../case-facts.ts'
import { smallPack } from '../small-pack.ts'

// A writer that appends until it is killed and says each key once its append was acknowledged.
const [dataDir = '', seed = '0'] = process.argv.slice(2)
const random = xoroshiro128plus(Number(seed))
const pick = (most: number): number => uniformInt(random, 0, most)

takeWriterLock(dataDir)
const log = openLog({
  database: openDatabase(join(dataDir, 'city.db')),
  clock: { now: () => mondayMorning },
})
log.adoptPack(smallPack())

const audit = { asker: auditedSystem, action: 'report-case', detail: 'under load' }
let nextCase = Number(seed) * 100_000
const waiting: Entry[] = []
const told: Entry[] = []

/** Facts of a few cases at a time, mixed, a tenth of them told a second time. */
function nextEntries(count: number): Entry[] {
  while (waiting.length < count + 40) waiting.push(...tidyCase(nextCase++).map(entryOf))
  const entries: Entry[] = []
  for (let i = 0; i < count; i += 1) {
    const again = told.length > 0 && pick(9) === 0 ? told[pick(told.length - 1)] : undefined
    const entry = again ?? waiting.splice(pick(Math.min(39, waiting.length - 1)), 1)[0]
    if (entry) entries.push({ ...entry, audit })
  }
  return entries
}

function acknowledge(entries: Entry[], verdicts: Verdict[]): void {
  const keys = entries.flatMap(({ events }) => events.map(({ key }) => key))
  if (verdicts.some(({ verdict }) => verdict === 'conflict')) throw new Error('unexpected conflict')
  if (told.length < 5_000) told.push(...entries)
  writeSync(1, `${keys.join('\n')}\n`)
}

async function append(): Promise<void> {
  for (let round = 0; round < 10_000; round += 1) {
    const entries = nextEntries(1 + pick(20))
    acknowledge(entries, await log.append(entries))
    if (pick(30) === 0) {
      const bulk = nextEntries(600)
      acknowledge(bulk, log.appendNow(bulk))
    }
  }
}

await Promise.all(Array.from({ length: 8 }, append))
