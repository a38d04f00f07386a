import type { AdministratorRole } from '../../../shared/access/asker.ts'
import type { Grant } from '../../../shared/access/accounts.ts'
import type { RegionId } from '../../../shared/city/pack.ts'

/** A session about to begin (新会话): the token itself stays with the browser. */
export interface NewSession {
  id: string
  tokenHash: string
  address: string
  agent: string
}

/** A person of the first three; the password is hashed already. */
export interface FirstPerson {
  role: AdministratorRole
  name: string
  displayName: string
  passwordHash: string
}

/** Everything that changes accounts (账号变更), by its verb; decided where the log is written. */
export type AccountChange =
  | { verb: 'set-up'; people: readonly FirstPerson[] }
  | {
      verb: 'create-account'
      name: string
      displayName: string
      passwordHash: string | null
      subject: string | null
    }
  | { verb: 'change-account'; id: number; displayName: string }
  | ({ verb: 'grant' } & Grant)
  | {
      verb: 'disable-account' | 'enable-account' | 'unlock-account' | 'reset-totp' | 'end-sessions'
      id: number
    }
  | { verb: 'reset-password'; id: number; passwordHash: string }
  | {
      verb: 'sign-in'
      id: number
      /** The time step of the code; null = the account has none. */
      step: number | null
      session: NewSession
      /** Hash of the cookie that the browser had before: what it stood for ends. */
      before: string | null
    }
  | { verb: 'sign-in-failed'; id: number | null }
  | { verb: 'change-password'; id: number; passwordHash: string; session: NewSession }
  | { verb: 'confirm-totp'; id: number; secret: string; step: number; session: NewSession }
  | { verb: 'sign-out'; session: string }
  | { verb: 'revoke-session'; id: number; session: string }
  | { verb: 'pair-device'; name: string; regions: readonly RegionId[]; tokenHash: string }
  | { verb: 'revoke-device'; id: number }
  | {
      verb: 'create-key'
      name: string
      sources: readonly string[]
      factsPerMinute: number | null
      keyHash: string
    }
  | { verb: 'revoke-key'; id: number }
  | { verb: 'seen'; what: 'session' | 'device' | 'key'; id: string }

export type ChangeOf<V extends AccountChange['verb']> = Extract<AccountChange, { verb: V }>

/** What a change came to: the number of what was made, and until when a failure locked its account. */
export interface ChangeAnswer {
  id: number | null
  lockedUntil: number | null
}
