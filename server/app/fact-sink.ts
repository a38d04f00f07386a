import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { systemAsker } from '../../shared/access/asker.ts'
import { DomainError } from '../../shared/errors.ts'
import type { FactVerdict, SourceFact } from '../../shared/events/source-fact.ts'
import type { RejectedRow } from '../ingest/ports.ts'
import type { Clock } from '../log/entry.ts'
import type { Writer } from './open-writer.ts'

/** Where an import sends what it read. */
export interface FactSink {
  take(facts: readonly SourceFact[]): Promise<FactVerdict[]>
  /** Rows that never became facts. */
  reject(rows: readonly RejectedRow[]): void
}

/** Straight into the city's file, whose writer we are. */
export function writerSink({ pack, ingest, reject }: Writer, clock: Clock): FactSink {
  const asker = systemAsker(pack.cityRegion)
  return {
    take: async (facts) => ingest.takeNow(asker, facts, clock.now()),
    reject,
  }
}

/** Where the server that holds the lock can be reached; it writes this beside its data. */
const serverFile = z.object({ url: z.url(), key: z.string().min(1) })

const verdicts = z.union([
  z.array(z.custom<FactVerdict>()),
  z.object({ verdicts: z.array(z.custom<FactVerdict>()) }).transform((answer) => answer.verdicts),
])

/** To the running server, as any source would. Raises `writer-locked` where it left no address. */
export function serverSink(dataDir: string): FactSink {
  const { url, key } = readServerFile(dataDir)
  return {
    async take(facts) {
      const answer = await fetch(new URL('/api/v1/facts', url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify(facts),
      })
      // Nothing of the batch stands: the verdicts say why, fact by fact.
      const answered = answer.ok || answer.status === 409 || answer.status === 422
      if (!answered)
        throw new DomainError({
          code: 'log-unavailable',
          params: { status: answer.status, answer: (await answer.text()).slice(0, 500) },
        })
      return verdicts.parse(await answer.json())
    },
    // The server takes facts, not rows: the report alone names these.
    reject: () => {},
  }
}

/** Where the server that holds the lock is, and the key to report with. Raises `writer-locked`. */
export function readServerFile(dataDir: string): z.infer<typeof serverFile> {
  try {
    return serverFile.parse(JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')))
  } catch {
    throw new DomainError({
      code: 'writer-locked',
      params: { dataDir, remedy: '另一进程正在写此目录，且未留下 server.json；请先停下它。' },
    })
  }
}
