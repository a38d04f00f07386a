import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { systemAsker } from '../../shared/access/asker.ts'
import { DomainError } from '../../shared/errors.ts'
import { loadCityPack } from '../city/load-city-pack.ts'
import { sheetCity } from '../ingest/sheets/city.ts'
import { confirmations } from '../ingest/sheets/issue.ts'
import { judgeTable } from '../ingest/sheets/judge-table.ts'
import { loadMapping } from '../ingest/sheets/mapping/load-mapping.ts'
import { readGrids } from '../ingest/tables/read-grids.ts'
import { atOnce } from '../ingest/sheets/steps.ts'
import { deadCells, takeTable } from '../ingest/sheets/take-table.ts'
import type { SheetReport } from '../ingest/sheets/take-table.ts'
import type { Clock } from '../log/entry.ts'
import { reportedBefore } from '../queries/report-history.ts'
import { readServerFile } from './fact-sink.ts'
import { defaultDataDir, openWriter, type Writer } from './open-writer.ts'

/** A department's table to be taken in (台账导入). */
export interface SheetImport {
  packFolder: string
  /** Id of the mapping: `<pack>/sheets/<id>.json`. */
  mapping: string
  file: string
  /** Stands in for the mapping's own period: 2026-10. */
  period?: string | undefined
  /** Codes that a person has confirmed, parted by commas. */
  accept?: string | undefined
}

/** Takes a table into the city's file, or hands it to the server that is writing there. */
export async function importSheet(asked: SheetImport, clock: Clock): Promise<SheetReport> {
  const pack = loadCityPack(asked.packFolder)
  // A mapping with a fault is said before anything is opened.
  loadMapping(asked.packFolder, asked.mapping, pack)
  const dataDir = process.env.DATA_DIR ?? defaultDataDir(pack)
  const writer = openUnlessLocked(asked.packFolder, dataDir, clock)
  if (writer === null) return postSheet(asked, dataDir)
  try {
    return await importInto(writer, asked, readFileSync(asked.file), clock)
  } finally {
    writer.close()
  }
}

/** Reads, judges and appends over a writer that is already open. */
export async function importInto(
  writer: Omit<Writer, 'close'>,
  { packFolder, mapping: id, file, period, accept }: SheetImport,
  bytes: Uint8Array,
  clock: Clock,
): Promise<SheetReport> {
  const { pack, tree, zone, database, ingest } = writer
  const mapping = loadMapping(packFolder, id, pack)
  const name = basename(file)
  const given = { name, grids: await readGrids(bytes), ...(period !== undefined && { period }) }
  const now = clock.now()
  const steps = judgeTable(given, mapping, {
    city: sheetCity(pack, tree, zone),
    history: reportedBefore(database, tree),
    now,
    accept: confirmations(accept),
  })
  const table = atOnce(steps)
  const asker = systemAsker(pack.cityRegion)
  const report = await takeTable(table, mapping, name, async (facts) =>
    ingest.takeNow(asker, facts, now),
  )
  writer.reject(deadCells(report, mapping.feed, now))
  return report
}

function openUnlessLocked(folder: string, dataDir: string, clock: Clock): Writer | null {
  try {
    return openWriter(folder, dataDir, clock)
  } catch (error) {
    if (error instanceof DomainError && error.code === 'writer-locked') return null
    throw error
  }
}

const refusal = z.object({ error: z.object({ message: z.string() }) })

/** To the running server, as a department would. Raises `log-unavailable` with the server's words. */
async function postSheet(asked: SheetImport, dataDir: string): Promise<SheetReport> {
  const { url, key } = readServerFile(dataDir)
  const at = new URL('/api/v1/observations', url)
  at.searchParams.set('mapping', asked.mapping)
  at.searchParams.set('file', basename(asked.file))
  if (asked.period !== undefined) at.searchParams.set('period', asked.period)
  if (asked.accept !== undefined) at.searchParams.set('accept', asked.accept)
  const answer = await fetch(at, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', authorization: `Bearer ${key}` },
    body: readFileSync(asked.file),
  })
  const body: unknown = await answer.json()
  if (answer.ok) return body as SheetReport
  const read = refusal.safeParse(body)
  const what = read.success ? read.data.error.message : `服务器答 ${answer.status}`
  throw new DomainError({ code: 'log-unavailable', params: { what } })
}
