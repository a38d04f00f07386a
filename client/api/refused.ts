/** An HTTP interface refused (未办): the server's own words, and its fault as `faultOf` reads it. */
export class Refused extends Error {
  readonly data: { fault: { code: string; params: Record<string, unknown> } }

  constructor(words: string, code: string, params: Record<string, unknown> = {}) {
    super(words)
    this.data = { fault: { code, params } }
  }
}

/** What an answer that is no 2xx says; words of our own where the server has none. */
export function refusedBy(status: number, body: unknown): Refused {
  const error: unknown = body && typeof body === 'object' ? Reflect.get(body, 'error') : null
  const said = (key: string): unknown =>
    error && typeof error === 'object' ? Reflect.get(error, key) : undefined
  const message = said('message')
  const code = said('code')
  const params = said('params')
  return new Refused(
    typeof message === 'string' ? message : `服务器未办（${status}），请稍后再试`,
    typeof code === 'string' ? code : 'unexpected',
    params && typeof params === 'object' ? { ...params } : {},
  )
}
