import { maySpeakFor, type Asker } from '../../../shared/access/asker.ts'
import { DomainError } from '../../../shared/errors.ts'
import type { WarningName } from '../../../shared/events/warning-parts.ts'
import { nameOf } from '../../../shared/warnings/fold.ts'
import type { Entry, Verdict } from '../../log/entry.ts'
import type { Note, RejectedRow } from '../ports.ts'
import { regionsOf, whyNotShown, type CapAnswer } from './answer.ts'
import { capLetter } from './cap-letter.ts'
import { capSource, digestOf, warningFact, warns, type WarningCity } from './map.ts'
import { readAlert, type ReadAlert } from './read-alert.ts'
import { readXml } from './read-xml.ts'
import { CapRefusal } from './refusal.ts'

/** A message that the log holds already. */
export interface KnownWarning {
  position: number
  digest: string
}

/** What taking a CAP message stands on. */
export interface CapParts {
  city(): WarningCity
  /** The message of that name; null = not in the log. */
  known(name: WarningName): KnownWarning | null
  append(entries: readonly Entry[]): Promise<Verdict[]>
  /** Keeps what could not be taken in (死信). */
  reject(rows: readonly RejectedRow[]): void
}

/** One request: the bytes, the charset of its header, and when it came. */
export interface CapRequest {
  body: Uint8Array
  charset: string | null
  receivedAt: number
}

/**
 * Takes one CAP message (公共预警接入) and answers once it is on disk. Raises `bad-request` for what is no
 * CAP, `CapRefusal` with every reason, `conflict` where sender, identifier and sent already say
 * something else, `forbidden` for a key that may not report warnings.
 */
export async function takeCap(
  asker: Asker,
  request: CapRequest,
  parts: CapParts,
): Promise<CapAnswer> {
  if (!maySpeakFor(asker, capSource))
    throw new DomainError({ code: 'forbidden', params: { source: capSource } })
  try {
    return await takeAlert(asker, request, parts)
  } catch (error) {
    const letter = error instanceof DomainError ? capLetter(error, request) : null
    if (letter) parts.reject([letter])
    throw error
  }
}

async function takeAlert(
  asker: Asker,
  { body, charset, receivedAt }: CapRequest,
  parts: CapParts,
): Promise<CapAnswer> {
  const read = readAlert(readXml(body, charset), receivedAt)
  refuse(read)
  const { alert, notes } = read
  const warning = nameOf(alert)
  if (!warns(alert)) {
    const why = `${alert.msgType} 是对消息的回执，不是预警，未保存。`
    return {
      verdict: 'ignored',
      position: null,
      warning,
      shown: false,
      why,
      regions: [],
      severities: [],
      notes,
    }
  }
  const city = parts.city()
  const { fact, body: told } = warningFact(alert, city, notes)
  notes.push(...unknownReferences(alert.references, parts))
  const why = whyNotShown(told, alert.msgType === 'Cancel', receivedAt)
  const answer = {
    ...{ warning, shown: why === null, why, regions: regionsOf(told, city.tree) },
    ...{ severities: told.infos.map(({ severity }) => severity), notes },
  }
  const known = parts.known(alert)
  if (known !== null) {
    if (known.digest !== digestOf(alert)) throw conflict(warning, known.position)
    return { verdict: 'duplicate', position: known.position, ...answer }
  }
  const audit = {
    asker,
    action: 'report-warning',
    detail: { warning, msgType: alert.msgType },
  }
  const [verdict] = await parts.append([{ stream: { kind: 'city' }, events: [fact], audit }])
  if (verdict === undefined || verdict.verdict === 'conflict')
    throw conflict(warning, verdict?.position ?? 0)
  return { verdict: verdict.verdict, position: verdict.position, ...answer }
}

function refuse({ scope, problems }: ReadAlert): void {
  if (problems.length > 0)
    throw new CapRefusal(
      `CAP 有 ${problems.length} 处不合要求，未收；请按 reasons 改正后重发。`,
      problems,
    )
  if (scope === 'Public') return
  const what = `alert.scope 是 ${scope}：大屏人人可见，只收 Public；此消息未收，也未保存。`
  throw new CapRefusal(what, [{ code: 'not-public', field: 'alert.scope', message: what }])
}

function unknownReferences(references: readonly WarningName[], parts: CapParts): Note[] {
  const names = references.filter((name) => parts.known(name) === null).map(nameOf)
  if (names.length === 0) return []
  const listed = `${names.slice(0, 3).join(' ')}${names.length > 3 ? ' …' : ''}`
  const message = `所指的 ${names.length} 条消息尚未收到，收到时即按本消息处理：${listed}`
  return [{ code: 'reference-not-here', field: 'alert.references', message }]
}

function conflict(warning: string, position: number): DomainError {
  const what = `${warning} 已收过内容不同的消息，未收；若是更正，请换新的 identifier，以 Update 发来。`
  return new DomainError({ code: 'conflict', params: { what, position } })
}
