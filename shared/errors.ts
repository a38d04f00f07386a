/** Codes of broken rules; one place per side maps them (HTTP and tRPC on the server, words on screen). */
export const errorCodes = [
  'bad-request',
  'unauthorised',
  'forbidden',
  'not-found',
  'conflict',
  'too-large',
  'too-many',
  'unsupported',
  'unprocessable',
  'pack-invalid',
  'pack-mismatch',
  'writer-locked',
  'log-unavailable',
  'unexpected',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** A broken rule, with the facts a person needs to mend it. Never carries transport codes. */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly params: Record<string, string | number>

  constructor(fault: { code: ErrorCode; params?: Record<string, string | number> }) {
    const params = fault.params ?? {}
    super(`${fault.code} ${JSON.stringify(params)}`)
    this.name = 'DomainError'
    this.code = fault.code
    this.params = params
  }
}
