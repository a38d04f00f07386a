import { parentPort, workerData } from 'node:worker_threads'
import { makeBackup, removeOldBackups, type BackupJob } from '../backup/make-backup.ts'
import { giveWay } from './give-way.ts'

/** One backup, and how many stay. */
export type BackupThreadData = BackupJob & { kept: number }

// A backup reads the whole file: on a thread of its own, behind everything else.
giveWay()
const { kept, ...job } = workerData as BackupThreadData
const made = await makeBackup(job)
if (kept > 0) removeOldBackups(job.root, kept)
parentPort?.postMessage(made)
