import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Configuration } from 'oidc-provider'

/** A real identity provider (统一认证服务) on the loopback address. */
export interface TestProvider {
  issuer: string
  clientId: string
  clientSecret: string
  /** Walks a browser from the authorization address to where the provider sends it back; signs in as `who`. */
  walk(authorization: string, who: string): Promise<string>
  stop(): Promise<void>
}

/** Starts it for one client, with the claims of those who may sign in there. */
export async function startProvider(
  redirectUri: string,
  claims: Record<string, Record<string, unknown>> = {},
): Promise<TestProvider> {
  const client = {
    client_id: 'shiyu',
    client_secret: 'a-secret-of-forty-letters-for-the-test-only',
  }
  const configuration: Configuration = {
    clients: [{ ...client, redirect_uris: [redirectUri], grant_types: ['authorization_code'] }],
    claims: { openid: ['sub'], profile: ['preferred_username', 'name', 'email', 'email_verified'] },
    pkce: { required: () => true },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...claims[id] }) }),
  }
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, configuration)
  server.on('request', provider.callback())
  return {
    issuer,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    walk: (authorization, who) => walk(authorization, who, issuer),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** A browser with a jar of cookies that fills in the provider's own forms. */
async function walk(authorization: string, who: string, issuer: string): Promise<string> {
  const jar = new Map<string, string>()
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  let url = authorization
  let form: URLSearchParams | null = null
  for (let step = 0; step < 12; step += 1) {
    if (!url.startsWith(issuer)) return url
    const answer: Response = await fetch(url, {
      ...(form && { method: 'POST', body: form }),
      headers: { cookie: cookies() },
      redirect: 'manual',
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s)
      jar.set(name, value)
    }
    const next = answer.headers.get('location')
    if (next !== null) {
      url = new URL(next, url).href
      form = null
      continue
    }
    const page = await answer.text()
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
    if (prompt === undefined)
      throw new Error(`The provider says: ${answer.status} ${page.slice(0, 400)}`)
    url = new URL(/action="([^"]+)"/.exec(page)?.[1] ?? '', url).href
    form = new URLSearchParams({ prompt, login: who, password: 'any' })
  }
  throw new Error('The provider leads in circles.')
}
