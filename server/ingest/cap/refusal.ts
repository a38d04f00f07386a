import { DomainError } from '../../../shared/errors.ts'
import type { Note } from '../ports.ts'

/** A CAP message that breaks the standard's rules, or is not ours to show: `unprocessable`, with each reason. */
export class CapRefusal extends DomainError {
  constructor(
    what: string,
    readonly reasons: readonly Note[],
  ) {
    super({ code: 'unprocessable', params: { what, problems: reasons.length } })
  }
}
