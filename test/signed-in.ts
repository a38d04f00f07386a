import { Secret, TOTP } from 'otpauth'
import type { PersonRole } from '../shared/access/asker.ts'

/** What a sign-in or a change of one's own account answers. */
type Answer = { data: Record<string, unknown>; cookie: string }

async function tell(origin: string, path: string, input: object, cookie = ''): Promise<Answer> {
  const answer = await fetch(`${origin}/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shiyu': '1', ...(cookie && { cookie }) },
    body: JSON.stringify(input),
  })
  const said = (await answer.json()) as { result?: { data?: Record<string, unknown> } }
  if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(said)}`)
  const [set = ''] = answer.headers.getSetCookie()
  return { data: said.result?.data ?? {}, cookie: set.split(';')[0] ?? '' }
}

const passwordOf = (name: string): string => `Rainy-Harbour-${name.length}`

/**
 * Sets a running city up by the link of its first start and signs a person with a role in; answers the
 * header `cookie` of their browser.
 */
export async function signedInAs(role: PersonRole, setupUrl: string): Promise<string> {
  const { origin, searchParams } = new URL(setupUrl)
  const say = (path: string, input: object, cookie?: string) => tell(origin, path, input, cookie)
  const people = [
    { role: 'system-admin', name: 'xitong', displayName: '系统管理员' },
    { role: 'security-admin', name: 'anquan', displayName: '安全管理员' },
    { role: 'auditor', name: 'shenji', displayName: '审计员' },
  ].map((person) => ({ ...person, password: passwordOf(person.name) }))
  await say('setup.complete', { token: searchParams.get('token'), people })

  async function enrolled(name: string): Promise<string> {
    const { cookie } = await say('session.signIn', { name, password: passwordOf(name) })
    const { secret } = (await say('session.totpBegin', {}, cookie)).data
    const totp = new TOTP({ secret: Secret.fromBase32(String(secret)) })
    return (await say('session.totpConfirm', { code: totp.generate() }, cookie)).cookie
  }
  const system = await enrolled('xitong')
  const security = await enrolled('anquan')
  const person = { name: 'gongzuo', displayName: '值守' }
  const { id, password } = (await say('account.create', person, system)).data
  await say('account.grant', { id, roles: [role], regions: [1], departments: [] }, security)
  const first = await say('session.signIn', { name: person.name, password })
  const change = { old: password, next: passwordOf(person.name) }
  return (await say('session.changePassword', change, first.cookie)).cookie
}
