import { Worker } from 'node:worker_threads'
import type { RunStatistic, StatisticJob } from './run-job.ts'

interface Waiting {
  resolve(result: never): void
  reject(error: Error): void
}

type Answer = { id: number } & ({ result: never } | { failed: string })

/**
 * A thread for statistics (统计线程), started with the first job, one job after the other; a forecast
 * takes a tenth of a second and must not hold up answers. One that died is started anew.
 */
export function statisticsWorker(): { run: RunStatistic; stop(): Promise<void> } {
  let worker: Worker | null = null
  let next = 1
  const waiting = new Map<number, Waiting>()
  const start = (): Worker => {
    const started = new Worker(new URL('./statistics-thread.ts', import.meta.url), {
      execArgv: ['--import', 'tsx'],
      resourceLimits: { maxOldGenerationSizeMb: 128 },
    })
    const gone = (words: string) => (): void => {
      if (worker !== started) return
      worker = null
      for (const { reject } of waiting.values()) reject(new Error(words))
      waiting.clear()
    }
    started.unref()
    started.on('message', (answer: Answer) => {
      const asked = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('result' in answer) asked?.resolve(answer.result)
      else asked?.reject(new Error(answer.failed))
    })
    started.on('error', gone('the statistics thread failed'))
    started.on('exit', gone('the statistics thread ended'))
    return started
  }
  return {
    run: (job: StatisticJob) =>
      new Promise((resolve, reject) => {
        worker ??= start()
        const id = next++
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, job })
      }),
    stop: async () => void (await worker?.terminate()),
  }
}
