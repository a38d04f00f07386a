import { parentPort, workerData } from 'node:worker_threads'
import { caseRulesOf } from '../../shared/cases/rules-of-pack.ts'
import { DomainError } from '../../shared/errors.ts'
import { accountKeeper } from '../accounts/account-keeper.ts'
import { attachmentFolder } from '../attachments/attachment-store.ts'
import { removeOrphans } from '../attachments/orphans.ts'
import type { SeenEntry } from '../audit/desk.ts'
import { makeOrders } from '../commands/orders.ts'
import { redact } from '../ingest/dead-letter.ts'
import { mask } from '../ingest/mask.ts'
import { annotationBook } from '../queries/analysis/annotation-book.ts'
import { keptBook } from '../queries/reports/kept-book.ts'
import { wallBook } from '../queries/wall/wall-book.ts'
import { alertStates } from '../queries/alert-states.ts'
import { recordLapses } from '../scheduler/record-lapses.ts'
import { attachmentUse } from '../queries/attachment-use.ts'
import { caseFacts } from '../queries/case-facts.ts'
import { dueCases } from '../queries/due-cases.ts'
import { letterBook } from '../queries/letter-book.ts'
import type { FromWriter, ToWriter, WriterData } from './messages.ts'
import { knownOf } from './known-of.ts'
import { openWriter } from './open-writer.ts'

// The one writer has a thread of its own, so that no commit holds up an answer to a screen.
const port = parentPort
if (port === null) throw new Error('This file is the writer’s thread; start server/app/start.ts.')
const say = (message: FromWriter): void => port.postMessage(message)
const config = workerData as WriterData
const clock = { now: () => Date.now() }
const tickMs = 1_000
const dayMs = 86_400_000

function open() {
  try {
    return openWriter(config.cityPack, config.dataDir, clock)
  } catch (error) {
    say({ kind: 'failed', message: wordsOf(error) })
    return null
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof DomainError)) return String(error)
  return String(error.params.problems ?? error.params.remedy ?? error.message)
}

const writer = open()
if (writer !== null) {
  const rules = caseRulesOf(writer.pack, writer.zone)
  const due = dueCases(writer.database)
  const lapse = (instant: number) => recordLapses(writer.log, due, rules, instant)
  const orders = makeOrders({
    log: writer.log,
    pack: writer.pack,
    tree: writer.tree,
    zone: writer.zone,
    alerts: alertStates(writer.database),
    cases: caseFacts(writer.database),
    rules,
    mask: (text) => mask(text, {}),
    redact,
    letters: letterBook(writer.database),
    annotations: annotationBook(writer.database),
    kept: keptBook(writer.database),
    walls: wallBook(writer.database),
    retake: writer.ingest.retakeNow,
    attachment: writer.attachment,
  })
  const keepAccount = accountKeeper(writer.database, writer.audit, knownOf(writer))
  removeOrphans(
    attachmentFolder(config.dataDir),
    attachmentUse(writer.database).isUsed,
    clock.now(),
  )
  const writeSeen = writer.database.sqlite.transaction((rows: readonly SeenEntry[]) => {
    for (const { at, ...entry } of rows) writer.audit.write(at, entry)
  }).immediate
  const retire = (): void => void writer.retireAudit(config.auditDays, clock.now())
  retire()
  setInterval(retire, dayMs).unref()
  writer.log.onCommit((position) => say({ kind: 'committed', position }))
  say({ kind: 'ready' })

  // Loaded only for the demo: a city's own server has no simulator.
  const demo = config.demo
    ? (await import('./demo.ts')).makeDemo(writer, config, clock, lapse, say)
    : null
  let stopped = false
  let timer: NodeJS.Timeout | null = null
  const tick = (): void => {
    if (stopped) return
    try {
      if (demo === null) lapse(clock.now())
      const wait = demo === null ? tickMs : demo.step()
      timer = setTimeout(tick, wait)
    } catch (error) {
      say({ kind: 'failed', message: error instanceof Error ? (error.stack ?? '') : String(error) })
    }
  }
  tick()

  const answer = async (
    message: Extract<ToWriter, { id: number }>,
  ): Promise<Extract<FromWriter, { id: number }>> => {
    const { id } = message
    switch (message.kind) {
      case 'take': {
        const verdicts = await writer.ingest.take(message.asker, message.facts, clock.now())
        return { kind: 'taken', id, verdicts }
      }
      case 'order':
        return {
          kind: 'ordered',
          id,
          answer: await orders(message.asker, message.order, clock.now()),
        }
      case 'account': {
        const { by, change } = message
        return { kind: 'account-changed', id, answer: keepAccount(by, change, clock.now()) }
      }
      case 'audit':
        writeSeen(message.rows)
        return { kind: 'audited', id }
      case 'append':
        return { kind: 'appended', id, verdicts: await writer.log.append(message.entries) }
    }
  }

  port.on('message', (message: ToWriter) => {
    if (message.kind === 'stop') {
      stopped = true
      if (timer) clearTimeout(timer)
      writer.close()
      port.close()
      return
    }
    if (message.kind === 'reject') {
      writer.reject(message.rows)
      return
    }
    const { id } = message
    answer(message).then(
      (words) => say(words),
      (error: unknown) => {
        const { code, params } =
          error instanceof DomainError ? error : { code: 'unexpected' as const, params: {} }
        say({ kind: 'refused', id, code, params, message: String(error) })
      },
    )
  })
}
