/** What a client did wrong, or we could not do, in the words of the specification's errors. */
export class Open311Fault extends Error {
  constructor(
    readonly status: number,
    readonly descriptions: readonly string[],
    /** Seconds after which to come again; left out = at once. */
    readonly retryAfter?: number,
  ) {
    super(descriptions.join(' '))
  }
}

export const badRequest = (...descriptions: string[]) => new Open311Fault(400, descriptions)
export const notFound = (description: string) => new Open311Fault(404, [description])
export const forbidden = (description: string) => new Open311Fault(403, [description])

/** What a client sent, short enough to be said back. */
export const said = (value: string): string =>
  value.length > 80 ? `${value.slice(0, 80)}…` : value
