import { Worker } from 'node:worker_threads'
import { DomainError } from '../../shared/errors.ts'
import type { ExportMaker } from '../exports/export-queue.ts'
import type { ExporterData, FromExporter, ToExporter } from './export-messages.ts'

/** Starts the exports' thread as the queue sees it; a thread that dies is started anew for the next. */
export function startExporter(data: ExporterData, failed: (words: string) => void): ExportMaker {
  interface Making {
    resolve(): void
    reject(error: Error): void
    told(done: number, total: number): void
  }
  let worker: Worker | null = null
  let making: Making | null = null
  const send = (message: ToExporter): void => worker?.postMessage(message)

  const start = (): Worker => {
    const started = new Worker(new URL('./export-thread.ts', import.meta.url), {
      workerData: data,
      execArgv: ['--import', 'tsx'],
      resourceLimits: { maxOldGenerationSizeMb: 320, maxYoungGenerationSizeMb: 16 },
    })
    started.on('message', (message: FromExporter) => {
      if (message.kind === 'progress') return making?.told(message.done, message.total)
      const done = making
      making = null
      if (message.kind === 'made') return done?.resolve()
      if (message.code === 'unexpected' && message.message !== 'cancelled') failed(message.message)
      done?.reject(new DomainError(message))
    })
    started.on('error', (error) => failed(String(error.stack ?? error)))
    started.on('exit', () => {
      if (worker === started) worker = null
      making?.reject(new Error('the exports’ thread ended'))
      making = null
    })
    return started
  }

  return {
    make: (asked, path, told) =>
      new Promise((resolve, reject) => {
        making = { resolve, reject, told }
        worker ??= start()
        send({ kind: 'make', asked, path })
      }),
    cancel: () => send({ kind: 'cancel' }),
    stop: () => void worker?.terminate(),
  }
}
