import { parentPort } from 'node:worker_threads'
import { runJob, type StatisticJob } from './run-job.ts'

// Jobs come as plain arrays and go back as results: no database, no state.
const port = parentPort
if (port === null) throw new Error('This file is a thread; see statistics-worker.ts.')
port.on('message', ({ id, job }: { id: number; job: StatisticJob }) => {
  try {
    port.postMessage({ id, result: runJob(job) })
  } catch (error) {
    port.postMessage({ id, failed: error instanceof Error ? error.message : String(error) })
  }
})
