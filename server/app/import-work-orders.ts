import { existsSync, openAsBlob, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { systemAsker } from '../../shared/access/asker.ts'
import { DomainError } from '../../shared/errors.ts'
import type { ImportReport, SavedMapping } from '../../shared/imports/answers.ts'
import type { WorkOrderMapping } from '../../shared/imports/mapping.ts'
import { boundaryFeatures, loadBoundaries } from '../city/boundaries.ts'
import { loadCityPack } from '../city/load-city-pack.ts'
import { makeLookups } from '../ingest/lookups.ts'
import { tryFacts } from '../ingest/try-facts.ts'
import { workOrderCity, type WorkOrderCity } from '../ingest/work-orders/city.ts'
import { importWorkOrders } from '../ingest/work-orders/import-file.ts'
import { packMappings, readMapping } from '../ingest/work-orders/pack-mappings.ts'
import type { Clock } from '../log/entry.ts'
import { savedMappings } from '../queries/import-mappings.ts'
import { knownFacts } from '../queries/known-facts.ts'
import { regionAt } from '../queries/region-at.ts'
import { readServerFile } from './fact-sink.ts'
import { defaultDataDir, openWriter, type Writer } from './open-writer.ts'

/** A file of work orders to be taken in (工单导入). */
export interface WorkOrderImport {
  packFolder: string
  /** Id of a mapping of the pack or a saved one, or a .json file. */
  mapping: string
  file: string
  dryRun: boolean
  /** Where the refused rows are written; null = nowhere. */
  rejectedPath: string | null
}

/** Takes a file into the city's own file, or hands it to the server that is writing there. */
export async function importWorkOrderFile(
  asked: WorkOrderImport,
  clock: Clock,
): Promise<ImportReport> {
  const dataDir = process.env.DATA_DIR ?? defaultDataDir(loadCityPack(asked.packFolder))
  const writer = openUnlessLocked(asked.packFolder, dataDir, clock)
  if (writer === null) return postFile(asked, dataDir)
  try {
    return await importInto(writer, asked, clock)
  } finally {
    writer.close()
  }
}

/** The same over a writer that is already open. */
export async function importInto(
  writer: Omit<Writer, 'close'>,
  asked: WorkOrderImport,
  clock: Clock,
): Promise<ImportReport> {
  const { ingest, pack, tree, zone, workingClock, attachment } = writer
  const known = knownFacts(writer.database)
  const mapping = mappingOf(asked, savedMappings(writer.database))
  const asker = systemAsker(pack.cityRegion)
  const now = clock.now()
  const lookups = makeLookups(pack, tree, zone)
  const trial = { known, zone, clock: workingClock, typesOfCase: known.typesOfCase, attachment }
  return importWorkOrders(asked.file, basename(asked.file), mapping, {
    ...{ city: cityOf(writer, asked.packFolder), now, dryRun: asked.dryRun },
    rejectedPath: asked.rejectedPath,
    tell: async (facts) =>
      asked.dryRun
        ? tryFacts(asker, facts, now, lookups, trial)
        : ingest.takeNow(asker, facts, now),
    reject: (rows) => writer.reject(rows),
  })
}

function cityOf({ pack, tree, zone }: Omit<Writer, 'close'>, folder: string): WorkOrderCity {
  let read: ReturnType<typeof loadBoundaries> | undefined
  // Read with the first point: most tables have none.
  const outlines = () => (read === undefined ? (read = loadBoundaries(folder)) : read)
  return workOrderCity(pack, tree, zone, (point) =>
    regionAt(
      tree,
      (level) => {
        const boundaries = outlines()
        return boundaries === null ? null : boundaryFeatures(boundaries, pack, level)
      },
      point,
    ),
  )
}

function mappingOf(
  { mapping: asked, packFolder }: WorkOrderImport,
  saved: readonly SavedMapping[],
): WorkOrderMapping {
  if (asked.endsWith('.json') && existsSync(asked)) return readMapping(readFileSync(asked), asked)
  const all = [...packMappings(packFolder), ...saved]
  const found = all.find(({ id, name }) => id === asked || name === asked)
  if (found) return found.mapping
  const ids = all.map(({ id, name }) => `${id}（${name}）`).join('、')
  throw new DomainError({
    code: 'not-found',
    params: { what: `没有工单映射 ${asked}；已有：${ids || '无'}` },
  })
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

/** To the running server, as the upload page does. Raises `log-unavailable` with the server's words. */
async function postFile(asked: WorkOrderImport, dataDir: string): Promise<ImportReport> {
  const { url, key } = readServerFile(dataDir)
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { authorization: `Bearer ${key}` }
    const answer = await fetch(new URL(`/api/v1/imports/${path}`, url), { ...init, headers })
    if (answer.ok) return answer
    const read = refusal.safeParse(await answer.json())
    const what = read.success ? read.data.error.message : `服务器答 ${answer.status}`
    throw new DomainError({ code: 'log-unavailable', params: { what } })
  }
  const saved = (await (await ask('mappings')).json()) as SavedMapping[]
  const mapping = mappingOf(
    asked,
    saved.filter(({ origin }) => origin === 'saved'),
  )
  const name = encodeURIComponent(basename(asked.file))
  // Read from disk as it is sent: memory stays flat.
  const body = await openAsBlob(asked.file)
  const preview = await ask(`preview?file=${name}`, { method: 'POST', body })
  const { upload } = (await preview.json()) as { upload: string }
  const step = asked.dryRun ? 'dry-run' : 'run'
  const given = { method: 'POST', body: JSON.stringify({ mapping }) }
  const report = (await (await ask(`${upload}/${step}`, given)).json()) as ImportReport
  if (asked.rejectedPath !== null) {
    const rejected = await ask(`${upload}/rejected.csv`)
    await writeFile(asked.rejectedPath, Buffer.from(await rejected.arrayBuffer()))
  }
  return report
}
