import { randomBytes } from 'node:crypto'
import { createWriteStream, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DomainError } from '../../../shared/errors.ts'

/** What may be kept for a preview (our defaults). */
export const uploadLimits = {
  bytes: 512 * 1024 * 1024,
  /** Of all kept files together, and how many. */
  allBytes: 1024 * 1024 * 1024,
  files: 20,
  keptMs: 30 * 60_000,
} as const

/** One kept file (暂存文件). */
export interface Upload {
  id: string
  /** Whoever kept it, and nobody else, finds it. */
  owner: string
  name: string
  path: string
  /** Where the refused rows of its last import lie. */
  rejectedPath: string
  bytes: number
  expiresAt: number
}

export interface Timers {
  after(ms: number, run: () => void): { cancel(): void }
}

/** Files kept between preview and import (上传暂存): half an hour, then gone; none outlives the server. */
export class Uploads {
  readonly #kept = new Map<string, { upload: Upload; timer: { cancel(): void } }>()
  readonly #busy = new Set<string>()

  constructor(
    readonly folder: string,
    readonly now: () => number,
    readonly timers: Timers,
    readonly most: {
      bytes: number
      allBytes: number
      files: number
      keptMs: number
    } = uploadLimits,
  ) {
    rmSync(folder, { recursive: true, force: true })
  }

  /** Streams a body to disk. Raises `too-large` for the file, `too-many` while others fill the place. */
  async keep(body: Readable, name: string, owner: string): Promise<Upload> {
    if (this.#kept.size + this.#arriving >= this.most.files)
      throw tooMany(`暂存的文件已有 ${this.most.files} 个；请等别人导完，或半小时后再传。`)
    this.#arriving += 1
    mkdirSync(this.folder, { recursive: true, mode: 0o700 })
    const id = randomBytes(16).toString('hex')
    const path = join(this.folder, id)
    try {
      const bytes = await this.#write(body, path)
      const { keptMs } = this.most
      const timer = this.timers.after(keptMs, () => this.drop(id))
      const upload = {
        id,
        owner,
        name,
        path,
        rejectedPath: `${path}.rejected.csv`,
        bytes,
        expiresAt: this.now() + keptMs,
      }
      this.#kept.set(id, { upload, timer })
      return upload
    } catch (error) {
      rmSync(path, { force: true })
      throw error
    } finally {
      this.#arriving -= 1
    }
  }

  #arriving = 0

  async #write(body: Readable, path: string): Promise<number> {
    const others = [...this.#kept.values()].reduce((sum, { upload }) => sum + upload.bytes, 0)
    const { bytes: most, allBytes } = this.most
    let bytes = 0
    await pipeline(
      body,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          bytes += chunk.length
          if (bytes > most) throw tooLarge(`文件超过 ${most / 1024 / 1024} MiB；请分割后再传。`)
          if (others + bytes > allBytes) throw tooMany('暂存的文件太多；请半小时后再传。')
          yield chunk
        }
      },
      createWriteStream(path, { mode: 0o600 }),
    )
    return bytes
  }

  /** Raises `not-found` for a file that was never kept, is gone, or is another's. */
  get(id: string, owner: string): Upload {
    const upload = this.#kept.get(id)?.upload
    if (upload?.owner === owner && this.now() < upload.expiresAt) return upload
    throw new DomainError({
      code: 'not-found',
      params: { what: '文件已过期或不存在（只留 30 分钟）；请重新上传。' },
    })
  }

  /** The refused rows of a file's last import; null where it has not been tried yet. */
  rejectedOf(id: string, owner: string): string | null {
    const { rejectedPath } = this.get(id, owner)
    return existsSync(rejectedPath) ? rejectedPath : null
  }

  /** One import of a file at a time. Raises `conflict` while another runs. */
  async alone<T>(id: string, owner: string, work: (upload: Upload) => Promise<T>): Promise<T> {
    const upload = this.get(id, owner)
    if (this.#busy.has(id))
      throw new DomainError({
        code: 'conflict',
        params: { what: '这个文件正在导入；请等它结束。' },
      })
    this.#busy.add(id)
    try {
      return await work(upload)
    } finally {
      this.#busy.delete(id)
      if (!this.#kept.has(id)) this.#remove(upload)
    }
  }

  drop(id: string): void {
    const kept = this.#kept.get(id)
    if (kept === undefined) return
    kept.timer.cancel()
    this.#kept.delete(id)
    if (!this.#busy.has(id)) this.#remove(kept.upload)
  }

  #remove({ path, rejectedPath }: Upload): void {
    rmSync(path, { force: true })
    rmSync(rejectedPath, { force: true })
  }

  /** Takes every file away: at the server's stop. */
  clear(): void {
    for (const { timer } of this.#kept.values()) timer.cancel()
    this.#kept.clear()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

const tooLarge = (what: string) => new DomainError({ code: 'too-large', params: { what } })
const tooMany = (what: string) => new DomainError({ code: 'too-many', params: { what } })
