import { Worker } from 'node:worker_threads'
import type { Asker } from '../../shared/access/asker.ts'
import { DomainError } from '../../shared/errors.ts'
import type { FactVerdict } from '../../shared/events/source-fact.ts'
import type { AccountChange, ChangeAnswer } from '../accounts/changes/change.ts'
import type { Audited } from '../audit/audit-row.ts'
import type { SeenEntry } from '../audit/desk.ts'
import type { Order, OrderAnswer } from '../commands/orders.ts'
import type { RejectedRow } from '../ingest/ports.ts'
import type { Entry, Verdict } from '../log/entry.ts'
import type { Config } from './config.ts'
import type { FromWriter, ToWriter } from './messages.ts'

/** The writer's thread as the server sees it. */
export interface WriterClient {
  take(asker: Asker, facts: readonly unknown[]): Promise<FactVerdict[]>
  /** Carries out a person's order; raises what the command raises. */
  order(asker: Asker, order: Order): Promise<OrderAnswer>
  /** Appends what the scheduler of the reading side found out. */
  append(entries: readonly Entry[]): Promise<Verdict[]>
  /** Changes accounts (账号变更); raises what the change refuses. */
  account(by: Audited, change: AccountChange): Promise<ChangeAnswer>
  /** Writes what was seen (查看留痕); resolves once it is on disk. */
  audit(rows: readonly SeenEntry[]): Promise<void>
  /** Keeps rows that never became facts (死信). */
  reject(rows: readonly RejectedRow[]): void
  /** Share of the demo's history already loaded, 0–1; null when there is none left to load. */
  backfill(): number | null
  /** Calls back after every commit. */
  onCommit(listener: () => void): void
  /** Calls back when the thread can no longer write; the server must then stop. */
  onFailed(listener: (message: string) => void): void
  stop(): Promise<void>
}

interface Waiting {
  resolve(answer: Extract<FromWriter, { id: number }>): void
  reject(error: Error): void
}

/** Starts the thread; resolves when it may be written to, rejects with its words when it may not. */
export function startWriter(config: Config): Promise<WriterClient> {
  const worker = new Worker(new URL('./writer-thread.ts', import.meta.url), {
    workerData: config,
    execArgv: ['--import', 'tsx'],
    // Bounded, so that loading years of history does not grow the process.
    resourceLimits: { maxOldGenerationSizeMb: 200, maxYoungGenerationSizeMb: 32 },
  })
  const waiting = new Map<number, Waiting>()
  const commits: (() => void)[] = []
  const failures: ((message: string) => void)[] = []
  let share: number | null = config.demo ? 0 : null
  let nextId = 1
  const send = (message: ToWriter): void => worker.postMessage(message)
  const ask = <K extends Extract<FromWriter, { id: number }>['kind']>(
    question: (id: number) => ToWriter,
    _answeredBy: K,
  ): Promise<Extract<FromWriter, { kind: K }>> =>
    new Promise((resolve, reject) => {
      const id = nextId++
      waiting.set(id, { resolve: (a) => resolve(a as Extract<FromWriter, { kind: K }>), reject })
      send(question(id))
    })

  const client: WriterClient = {
    take: async (asker, facts) =>
      (await ask((id) => ({ kind: 'take', id, asker, facts }), 'taken')).verdicts,
    order: async (asker, order) =>
      (await ask((id) => ({ kind: 'order', id, asker, order }), 'ordered')).answer,
    append: async (entries) =>
      (await ask((id) => ({ kind: 'append', id, entries }), 'appended')).verdicts,
    account: async (by, change) =>
      (await ask((id) => ({ kind: 'account', id, by, change }), 'account-changed')).answer,
    audit: async (rows) => void (await ask((id) => ({ kind: 'audit', id, rows }), 'audited')),
    reject: (rows) => {
      if (rows.length > 0) send({ kind: 'reject', rows })
    },
    backfill: () => share,
    onCommit: (listener) => commits.push(listener),
    onFailed: (listener) => failures.push(listener),
    stop: () =>
      new Promise((resolve) => {
        worker.once('exit', () => resolve())
        send({ kind: 'stop' })
      }),
  }

  return new Promise((resolve, reject) => {
    const fail = (message: string): void => {
      reject(new Error(message))
      for (const { reject: refuse } of waiting.values()) refuse(new Error(message))
      waiting.clear()
      for (const listener of failures) listener(message)
    }
    worker.on('error', (error) => fail(String(error.stack ?? error)))
    worker.on('message', (message: FromWriter) => {
      switch (message.kind) {
        case 'ready':
          return resolve(client)
        case 'committed':
          for (const listener of commits) listener()
          return
        case 'backfill':
          share = message.share
          return
        case 'failed':
          return fail(message.message)
        case 'taken':
        case 'ordered':
        case 'appended':
        case 'audited':
        case 'account-changed':
          waiting.get(message.id)?.resolve(message)
          waiting.delete(message.id)
          return
        case 'refused':
          waiting.get(message.id)?.reject(new DomainError(message))
          waiting.delete(message.id)
      }
    })
  })
}
