import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ExportState } from '../../shared/exports/request.ts'
import { DomainError } from '../../shared/errors.ts'
import type { AskedExport } from './asked.ts'

/** What may wait and be kept (our defaults). */
export const exportLimits = {
  /** Unfinished ones of one asker, and of all. */
  perAsker: 3,
  all: 12,
  /** Finished files of one asker. */
  kept: 20,
  keptMs: 60 * 60_000,
  /** The maker is let go when nobody has asked for so long. */
  idleMs: 60_000,
} as const

/** Who makes the files, on a thread of its own. */
export interface ExportMaker {
  /** Resolves when the file stands at the path; rejects with what `makeExport` raises. */
  make(asked: AskedExport, path: string, told: (done: number, total: number) => void): Promise<void>
  /** Stops what is being made; its promise then rejects. */
  cancel(): void
  stop(): void
}

export interface QueueParts {
  folder: string
  now(): number
  timers: { after(ms: number, run: () => void): { cancel(): void } }
  startMaker(): ExportMaker
}

interface Job {
  asked: AskedExport
  state: ExportState
  path: string
  cancelled: boolean
  timer: { cancel(): void } | null
}

/**
 * The exports asked for (导出队列): one is made at a time, in the order of asking; files are kept for an
 * hour, for whoever asked alone, and none outlives the server.
 */
export class ExportQueue {
  readonly #jobs = new Map<string, Job>()
  #maker: ExportMaker | null = null
  #running: Job | null = null
  #idle: { cancel(): void } | null = null

  constructor(readonly parts: QueueParts) {
    rmSync(parts.folder, { recursive: true, force: true })
  }

  /** Takes an export; answers its state. Raises `too-many` where the places are taken. */
  add(asked: AskedExport, name: string): ExportState {
    const own = [...this.#jobs.values()].filter((job) => job.asked.by.id === asked.by.id)
    const open = (jobs: readonly Job[]) => jobs.filter(({ state }) => isOpen(state)).length
    if (open(own) >= exportLimits.perAsker)
      throw tooMany(`您已有 ${exportLimits.perAsker} 个导出在进行；请等它们完成或取消。`)
    if (open([...this.#jobs.values()]) >= exportLimits.all)
      throw tooMany('排队的导出太多；请稍后再试。')
    const kept = own.filter(({ state }) => !isOpen(state))
    for (const old of kept.slice(0, Math.max(0, kept.length + 1 - exportLimits.kept)))
      this.#forget(old)
    mkdirSync(this.parts.folder, { recursive: true, mode: 0o700 })
    const id = randomBytes(16).toString('hex')
    const state: ExportState = {
      ...{ id, state: 'waiting', done: 0, total: 0, words: '排队中' },
      file: { name, bytes: 0 },
    }
    const path = join(this.parts.folder, id)
    this.#jobs.set(id, { asked, state, path, cancelled: false, timer: null })
    this.#next()
    return this.state(asked.by, id)
  }

  /** Where an export stands. Raises `not-found` for one that is gone, another's, or of another scope. */
  state(asker: AskedExport['by'], id: string): ExportState {
    const { state } = this.#job(asker, id)
    return { ...state, file: state.state === 'done' ? state.file : null }
  }

  /** A finished file. Raises `not-found`, and `conflict` while it is not finished. */
  file(asker: AskedExport['by'], id: string): { path: string; name: string; asked: AskedExport } {
    const { state, path, asked } = this.#job(asker, id)
    if (state.state === 'done' && state.file) return { path, name: state.file.name, asked }
    throw new DomainError({ code: 'conflict', params: { what: `文件还没有好：${state.words}。` } })
  }

  /** Cancels an export, or takes its file away. Raises `not-found`. */
  cancel(asker: AskedExport['by'], id: string): void {
    const job = this.#job(asker, id)
    job.cancelled = true
    this.#forget(job)
    if (this.#running === job) this.#maker?.cancel()
  }

  /** Lets everything go: at the server's stop. */
  stop(): void {
    for (const { timer } of this.#jobs.values()) timer?.cancel()
    this.#jobs.clear()
    this.#letGo()
    rmSync(this.parts.folder, { recursive: true, force: true })
  }

  #job({ id: by, regions }: AskedExport['by'], id: string): Job {
    const job = this.#jobs.get(id)
    // Whoever sees other regions by now asks anew.
    const sameScope = String(job?.asked.by.regions) === String(regions)
    if (job !== undefined && job.asked.by.id === by && sameScope) return job
    throw new DomainError({
      code: 'not-found',
      params: { what: '没有这个导出，或已过期（只留一小时）；请重新导出。' },
    })
  }

  #next(): void {
    if (this.#running !== null) return
    const job = [...this.#jobs.values()].find(({ state }) => state.state === 'waiting')
    if (job === undefined) {
      this.#idle ??= this.parts.timers.after(exportLimits.idleMs, () => this.#letGo())
      return
    }
    this.#idle?.cancel()
    this.#idle = null
    this.#running = job
    void this.#run(job).finally(() => {
      this.#running = null
      this.#next()
    })
  }

  async #run(job: Job): Promise<void> {
    const { state, path, asked } = job
    Object.assign(state, { state: 'running', words: '生成中' })
    try {
      this.#maker ??= this.parts.startMaker()
      await this.#maker.make(asked, path, (done, total) => Object.assign(state, { done, total }))
      const { bytes, name } = { bytes: statSync(path).size, name: state.file?.name ?? '' }
      Object.assign(state, { state: 'done', words: '完成', file: { name, bytes } })
      state.total = state.done
    } catch (error) {
      rmSync(path, { force: true })
      const words = error instanceof DomainError ? String(error.params.what ?? '') : ''
      Object.assign(state, { state: 'failed', words: words || '生成失败，请稍后再试' })
    }
    if (job.cancelled) return rmSync(path, { force: true })
    job.timer = this.parts.timers.after(exportLimits.keptMs, () => this.#forget(job))
  }

  #forget(job: Job): void {
    job.timer?.cancel()
    this.#jobs.delete(job.state.id)
    rmSync(job.path, { force: true })
  }

  #letGo(): void {
    this.#idle?.cancel()
    this.#idle = null
    this.#maker?.stop()
    this.#maker = null
  }
}

const isOpen = ({ state }: ExportState): boolean => state === 'waiting' || state === 'running'
const tooMany = (what: string) => new DomainError({ code: 'too-many', params: { what } })
