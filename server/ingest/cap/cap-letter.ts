import { keptChars } from '../../../shared/dead-letters/content.ts'
import type { DomainError } from '../../../shared/errors.ts'
import { mask } from '../mask.ts'
import type { RejectedRow } from '../ports.ts'
import { capSource } from './map.ts'
import { CapRefusal } from './refusal.ts'
import type { CapRequest } from './take.ts'

const contacts = /<((?:[\w-]+:)?contact)\s*>[^<]*(?:<\/\1\s*>)?/g

/**
 * A refused message as a dead letter (死信): contacts dropped, text masked, bounded. What was not meant
 * for everyone leaves no content; null where there is nothing to mend.
 */
export function capLetter(
  error: DomainError,
  { body, receivedAt }: CapRequest,
): RejectedRow | null {
  const { code, params } = error
  if (code !== 'bad-request' && code !== 'unprocessable' && code !== 'conflict') return null
  const reasons = error instanceof CapRefusal ? error.reasons : []
  const isPrivate = reasons.some((reason) => reason.code === 'not-public')
  const start = new TextDecoder().decode(body.subarray(0, 4 * keptChars))
  const words = reasons.length > 0 ? reasons.map(({ message }) => message).join(' ') : params.what
  return {
    ...{ receivedAt, source: capSource, reason: reasons[0]?.code ?? code },
    detail: mask(String(words ?? ''), {}).slice(0, keptChars),
    raw: isPrivate ? '' : mask(start.replace(contacts, ''), {}).slice(0, keptChars),
  }
}
