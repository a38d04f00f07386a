import type { Audited } from '../audit/audit-row.ts'
import type { AccountBook } from './account-book.ts'
import type { AccountChange, ChangeAnswer, NewSession } from './changes/change.ts'
import type { Credentials } from './credentials.ts'
import type { Passwords } from './passwords.ts'
import type { Seal } from './seal.ts'
import { hashOf, newId, newToken } from './tokens.ts'

/** What accounts stand on where people are answered. */
export interface AccountPorts {
  book: AccountBook
  now(): number
  passwords: Passwords
  credentials: Credentials
  /** Seals second factors (动态口令封存). */
  seal: Seal
  /** Carries a change out where the log is written; resolves once it is on disk. */
  change(by: Audited, change: AccountChange): Promise<ChangeAnswer>
}

/** The browser that somebody signs in with (浏览器). */
export interface Caller {
  address: string
  /** What it says that it is. */
  agent: string
  /** The cookie that it came with. */
  cookie: string | null
}

/** Somebody who has not signed in, as the audit names them. */
export const nobody = ({ address }: Pick<Caller, 'address'>): Audited => ({
  ...{ id: 'unknown', name: '未登录', roles: [], from: address },
})

/** A session to begin (新会话), and the cookie that it is known by from now on. */
export function newSession({ address, agent }: Caller): { token: string; session: NewSession } {
  const token = newToken()
  const session = { id: newId(), tokenHash: hashOf(token), address, agent: agent.slice(0, 200) }
  return { token, session }
}
