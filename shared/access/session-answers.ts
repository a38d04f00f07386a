import type { RegionId } from '../city/pack.ts'
import type { AskerKind, DemoRole, Role } from './asker.ts'

/** What a person must do before their roles are theirs (待办): a new password, a second factor. */
export type SignInDuty = 'change-password' | 'enrol-totp'

/** Who asks (当前身份), and whom the demo lets one be. */
export interface WhoAnswer {
  id: string
  kind: AskerKind
  name: string
  /** Empty while there is a `duty`. */
  roles: readonly Role[]
  roleName: string
  departments: readonly { id: string; name: string }[]
  regions: readonly RegionId[]
  /** What the demo's switcher (演示角色切换) offers; empty where nobody chooses. */
  choices: {
    role: DemoRole
    name: string
    /** Departments to choose from; null where the role needs none. */
    departments: readonly { id: string; name: string }[] | null
  }[]
  /** What an account of one's own says; null for a demo person, a device or a key. */
  account: {
    /** The name one signs in with. */
    name: string
    duty: SignInDuty | null
    totp: boolean
    /** False where the city's single sign-on (统一认证) keeps the password. */
    password: boolean
    /** When this session ends whatever one does, UTC ms. */
    endsAt: number
  } | null
}

/** `session.who`: who asks, and what there is to sign in to; answered to nobody too. */
export interface SessionAnswer {
  /** Null = nobody has signed in. */
  asker: WhoAnswer | null
  demo: boolean
  /** True while no account exists: the link printed at the first start makes the first three. */
  setup: boolean
  /** Whether the city's single sign-on (统一认证) is offered; left out = no. */
  signOn?: boolean
}

/** `session.signIn`: the session, or that the account's one-time code (动态口令) is wanted too. */
export type SignInAnswer = { needs: 'code' } | { needs: null; session: SessionAnswer }

/** One of one's own sessions (登录会话); times in UTC ms. */
export interface OwnSession {
  id: string
  startedAt: number
  seenAt: number
  endsAt: number
  /** From where: address and browser as they said themselves. */
  address: string
  agent: string
  /** Whether it is the one that asks. */
  current: boolean
}

/** `session.totpBegin`: what an authenticator app (动态口令) is given, until it is confirmed by a code. */
export interface TotpOffer {
  secret: string
  /** `otpauth://…`, for a QR code. */
  uri: string
}
