import { DomainError } from '../../shared/errors.ts'
import type { Audited, AuditEntry } from './audit-row.ts'

/** An entry with the instant at which it happened, UTC ms. */
export interface SeenEntry extends AuditEntry {
  at: number
}

/** Where reads are audited (登记台): who saw or exported what, without a read waiting for it. */
export interface AuditDesk {
  /** Raises `log-unavailable` while no more can be taken down: then nothing may be seen either. */
  ready(): void
  /** Takes down what was seen; the same by the same person within five minutes is one row. */
  saw(
    asker: Audited & { session?: string | null },
    action: string,
    detail: AuditEntry['detail'],
  ): void
  /** Resolves once everything taken down so far is on disk, or was refused by it. */
  flush(): Promise<void>
}

export interface DeskParts {
  /** Writes rows in one transaction; resolves once they are on disk. */
  write(rows: readonly SeenEntry[]): Promise<void>
  now(): number
  timers: { after(ms: number, run: () => void): { cancel(): void } }
  failed(error: unknown): void
}

/** Collected so long, written so many at once, and at most so many wait (our defaults). */
export const deskLimits = { waitMs: 250, atOnce: 500, most: 5_000, sameMs: 300_000, retryMs: 1_000 }

export function auditDesk(
  { write, now, timers, failed }: DeskParts,
  limits = deskLimits,
): AuditDesk {
  let waiting: SeenEntry[] = []
  let writing: Promise<void> | null = null
  let timer: { cancel(): void } | null = null
  const lastSeen = new Map<string, number>()

  const writeSome = async (): Promise<boolean> => {
    const rows = waiting.slice(0, limits.atOnce)
    try {
      await write(rows)
      waiting = waiting.slice(rows.length)
      return true
    } catch (error) {
      failed(error)
      return false
    }
  }
  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      if (await writeSome()) continue
      later(limits.retryMs)
      return
    }
  }
  function begin(): Promise<void> {
    timer?.cancel()
    timer = null
    writing ??= writeAll().finally(() => (writing = null))
    return writing
  }
  function later(ms: number): void {
    timer ??= timers.after(ms, () => void begin())
  }

  const isRepeat = (key: string, at: number): boolean => {
    const last = lastSeen.get(key)
    if (last !== undefined && at - last < limits.sameMs) return true
    if (lastSeen.size >= limits.most) lastSeen.clear()
    lastSeen.set(key, at)
    return false
  }

  const ready = (): void => {
    if (waiting.length < limits.most) return
    const what = '审计暂时写不进，按规定不能查看；请稍后再试。'
    throw new DomainError({ code: 'log-unavailable', params: { what } })
  }
  return {
    ready,
    saw(asker, action, detail) {
      ready()
      const at = now()
      const { id, name, roles, from = null, session = null } = asker
      if (isRepeat(JSON.stringify([id, session, from, action, detail]), at)) return
      waiting.push({ at, asker: { id, name, roles, from }, action, detail })
      if (waiting.length >= limits.atOnce) void begin()
      else later(limits.waitMs)
    },
    async flush() {
      await begin()
      // What came while the last rows were being written.
      if (waiting.length > 0) await begin()
      timer?.cancel()
      timer = null
    },
  }
}
