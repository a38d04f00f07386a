import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { BackupListAnswer } from '../../shared/backup/backup-answers.ts'
import { DomainError } from '../../shared/errors.ts'
import type { Zone } from '../../shared/time/zone.ts'
import type { BackupServices } from '../api/services.ts'
import type { Audited } from '../audit/audit-row.ts'
import { auditedSystem } from '../audit/audit-row.ts'
import type { AuditDesk } from '../audit/desk.ts'
import { backupsIn, type Manifest } from '../backup/manifest.ts'
import { nameOf } from '../backup/make-backup.ts'
import type { Config } from './config.ts'
import type { BackupThreadData } from './backup-thread.ts'

/** Where the backups of a data folder lie. */
export const backupRoot = ({ dataDir, backup }: Pick<Config, 'dataDir' | 'backup'>): string =>
  backup.folder ?? join(dataDir, 'backups')

/** Backups by button and by schedule (备份), one at a time. */
export interface Backups extends BackupServices {
  /** Looks whether the daily one is due; the caller ticks. */
  tick(): void
  stop(): Promise<void>
}

export interface BackupParts {
  config: Pick<Config, 'dataDir' | 'backup'>
  zone: Zone
  now(): number
  desk: AuditDesk
  failed(error: unknown): void
  /** Makes one, until it is told to stop; left out = on a thread of its own. */
  make?(data: BackupThreadData, stop: AbortSignal): Promise<Manifest>
}

/** Tried again so long after a failure. */
const retryMs = 3_600_000

export function makeBackups({
  config,
  zone,
  now,
  desk,
  failed,
  make = onThread,
}: BackupParts): Backups {
  const root = backupRoot(config)
  const { kept, atMinute } = config.backup
  let running: { since: number; done: Promise<void> } | null = null
  let failure: BackupListAnswer['failure'] = null
  const stopping = new AbortController()

  const lastAt = (): number => backupsIn(root)[0]?.manifest.at ?? -Infinity
  const dueOn = (day: number): number => zone.at(day, atMinute * 60_000).ms
  /** The first time of the schedule after the last backup; after a failure an hour later. */
  const nextAt = (): number | null => {
    if (kept === 0) return null
    const last = lastAt()
    const today = zone.dayOf(now())
    const due =
      last < dueOn(today - 1)
        ? dueOn(today - 1)
        : last < dueOn(today)
          ? dueOn(today)
          : dueOn(today + 1)
    return failure === null ? due : Math.max(due, failure.at + retryMs)
  }

  const begin = (asker: Audited | null): void => {
    if (running !== null)
      throw new DomainError({ code: 'conflict', params: { what: '正在备份，请等它完成。' } })
    const at = now()
    const by = asker?.name ?? null
    const who = asker ?? auditedSystem
    desk.saw(who, 'backup', { backup: nameOf(at) })
    const done = make({ dataDir: config.dataDir, root, at, by, kept }, stopping.signal).then(
      ({ figures, database, files }) => {
        failure = null
        // The end of the chain as it stood: what a later cut can be measured against.
        const detail = { backup: nameOf(at), position: figures.position, audit: figures.audit }
        desk.saw(who, 'backup-made', { ...detail, sha256: database.sha256, files: files.count })
      },
      (error: unknown) => {
        failure = { at: now(), what: error instanceof Error ? error.message : String(error) }
        failed(error)
        desk.saw(who, 'backup-failed', { backup: nameOf(at), what: failure.what.slice(0, 500) })
      },
    )
    running = { since: at, done: done.catch(failed).finally(() => (running = null)) }
  }

  return {
    list: () => ({
      backups: backupsIn(root).map(
        ({ name, manifest: { at, by, figures, database, files, tookMs } }) => ({
          ...{ name, at, by, position: figures.position, tookMs },
          ...{ bytes: database.bytes + files.bytes, files: files.count },
        }),
      ),
      ...{ folder: root, runningSince: running?.since ?? null, failure, nextAt: nextAt(), kept },
      now: now(),
    }),
    run: (asker) => begin(asker),
    tick() {
      const due = nextAt()
      if (running === null && due !== null && due <= now()) begin(null)
    },
    async stop() {
      stopping.abort()
      await running?.done
    },
  }
}

/** A thread that is told to stop leaves a draft, which the next backup removes. */
function onThread(workerData: BackupThreadData, stop: AbortSignal): Promise<Manifest> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./backup-thread.ts', import.meta.url), {
      workerData,
      execArgv: ['--import', 'tsx'],
      resourceLimits: { maxOldGenerationSizeMb: 100 },
    })
    const end = (): void => void worker.terminate()
    stop.addEventListener('abort', end, { once: true })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => {
      stop.removeEventListener('abort', end)
      reject(new Error('备份没有完成：服务停了，或备份线程出错。'))
    })
  })
}
