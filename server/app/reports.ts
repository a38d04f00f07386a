import { Worker } from 'node:worker_threads'
import type { ReportRound } from '../scheduler/produce-reports.ts'
import type { ReportJob } from './report-thread.ts'

/** Makes one file in a thread of its own (报告线程), one after the other. */
export function reportMaker(): { make<R>(job: ReportJob): Promise<R>; stop(): Promise<void> } {
  let last: Promise<unknown> = Promise.resolve()
  let running: Worker | null = null
  const run = <R>(job: ReportJob): Promise<R> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./report-thread.ts', import.meta.url), {
        workerData: job,
        execArgv: ['--import', 'tsx'],
        resourceLimits: { maxOldGenerationSizeMb: 250 },
      })
      running = worker
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('the report thread ended without a file')))
    })
  return {
    make: <R>(job: ReportJob) => {
      const next = last.then(
        () => run<R>(job),
        () => run<R>(job),
      )
      last = next.catch(() => {})
      return next
    },
    stop: async () => void (await running?.terminate()),
  }
}

const firstMs = 30_000
const roundMs = 60_000

/** Looks once a minute whether a report is due, once the demo's history is loaded. Returns how to stop. */
export function startReports(
  round: ReportRound,
  loading: () => boolean,
  failed: (error: unknown) => void,
): () => void {
  let stopped = false
  let timer: NodeJS.Timeout
  const next = (ms: number): void => {
    if (!stopped) timer = setTimeout(look, ms)
  }
  const look = (): void => {
    if (loading()) return next(roundMs)
    round.step().then(
      () => next(roundMs),
      (error: unknown) => {
        failed(error)
        next(roundMs)
      },
    )
  }
  next(firstMs)
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
