import { join } from 'node:path'
import type { ExportRouteParts } from '../api/exports-route.ts'
import { ExportQueue, type QueueParts } from '../exports/export-queue.ts'
import type { Clock } from '../log/entry.ts'
import type { Config } from './config.ts'
import { startExporter } from './export-client.ts'
import type { WriterClient } from './writer-client.ts'

/** What exports over HTTP (导出) stand on: the queue with its thread, and the audit. */
export function exportPartsOf(
  { dataDir, cityPack, demo }: Pick<Config, 'dataDir' | 'cityPack' | 'demo'>,
  writer: Pick<WriterClient, 'append'>,
  clock: Clock,
  timers: QueueParts['timers'],
  failed: (words: string) => void,
): ExportRouteParts {
  return {
    queue: new ExportQueue({
      ...{ folder: join(dataDir, 'exports'), now: clock.now, timers },
      startMaker: () => startExporter({ dataDir, cityPack }, failed),
    }),
    now: clock.now,
    demo,
    async record(asker, { question, format }) {
      const detail = { format, question }
      const audit = { asker, action: 'export', detail }
      await writer.append([{ stream: { kind: 'city' }, events: [], audit }])
    },
  }
}
