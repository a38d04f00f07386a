import type { createTRPCClient } from '@trpc/client'
import type { AppRouter } from '../../server/api/router.ts'
import type {
  AccountRow,
  DeviceOffer,
  DeviceRow,
  DeviceWait,
  FirstPassword,
  Grant,
  KeyRow,
  NewKey,
  SetupInput,
  SignInInput,
} from '../../shared/access/accounts.ts'
import type { OwnSession, SignInAnswer, TotpOffer } from '../../shared/access/session-answers.ts'

/** A new account (新账号); `subject` = who the single sign-on says it is, in place of a password. */
export interface NewAccount {
  name: string
  displayName: string
  subject?: string
}
/** A new key (新密钥) for report channels; `factsPerMinute` null = as the server is set. */
export interface NewKeyOrder {
  name: string
  sources: string[]
  factsPerMinute: number | null
}

/** Signing in, one's own account, and the accounts, walls and keys of the city. */
export interface AccountsApi {
  signIn(given: SignInInput): Promise<SignInAnswer>
  signOut(): Promise<void>
  ownSessions(): Promise<readonly OwnSession[]>
  revokeSession(id: string): Promise<void>
  changePassword(given: { old: string; next: string }): Promise<void>
  totpBegin(): Promise<TotpOffer>
  totpConfirm(code: string): Promise<void>
  completeSetup(given: SetupInput): Promise<void>
  accounts(): Promise<readonly AccountRow[]>
  createAccount(given: NewAccount): Promise<FirstPassword>
  renameAccount(given: { id: number; displayName: string }): Promise<void>
  /** All roles and the whole scope, in place of those before. */
  grant(given: Grant): Promise<void>
  disableAccount(id: number): Promise<void>
  enableAccount(id: number): Promise<void>
  resetPassword(id: number): Promise<FirstPassword>
  unlockAccount(id: number): Promise<void>
  /** Ends every session of an account (下线). */
  endSessions(id: number): Promise<void>
  /** Takes a lost second factor away (重置动态口令). */
  resetTotp(id: number): Promise<void>
  /** A wall that is not paired asks for a code to show. */
  beginPairing(): Promise<DeviceOffer>
  /** Whether it is paired; then it has its cookie. */
  pairingDone(secret: string): Promise<DeviceWait>
  pairDevice(given: { code: string; name: string; regions: number[] }): Promise<void>
  devices(): Promise<readonly DeviceRow[]>
  revokeDevice(id: number): Promise<void>
  keys(): Promise<readonly KeyRow[]>
  createKey(given: NewKeyOrder): Promise<NewKey>
  revokeKey(id: number): Promise<void>
}

export const accountsApi = (trpc: ReturnType<typeof createTRPCClient<AppRouter>>): AccountsApi => ({
  signIn: (given) => trpc.session.signIn.mutate(given),
  signOut: async () => void (await trpc.session.signOut.mutate()),
  ownSessions: () => trpc.session.mine.query(),
  revokeSession: async (id) => void (await trpc.session.revoke.mutate({ id })),
  changePassword: async (given) => void (await trpc.session.changePassword.mutate(given)),
  totpBegin: () => trpc.session.totpBegin.mutate(),
  totpConfirm: async (code) => void (await trpc.session.totpConfirm.mutate({ code })),
  completeSetup: async (given) => void (await trpc.setup.complete.mutate(given)),
  accounts: () => trpc.account.list.query(),
  createAccount: (given) => trpc.account.create.mutate(given),
  renameAccount: async (given) => void (await trpc.account.change.mutate(given)),
  grant: async (given) => void (await trpc.account.grant.mutate(given)),
  disableAccount: async (id) => void (await trpc.account.disable.mutate({ id })),
  enableAccount: async (id) => void (await trpc.account.enable.mutate({ id })),
  resetPassword: (id) => trpc.account.resetPassword.mutate({ id }),
  unlockAccount: async (id) => void (await trpc.account.unlock.mutate({ id })),
  endSessions: async (id) => void (await trpc.account.endSessions.mutate({ id })),
  resetTotp: async (id) => void (await trpc.account.resetTotp.mutate({ id })),
  beginPairing: () => trpc.device.begin.mutate(),
  pairingDone: (secret) => trpc.device.wait.mutate({ secret }),
  pairDevice: async (given) => void (await trpc.device.pair.mutate(given)),
  devices: () => trpc.device.list.query(),
  revokeDevice: async (id) => void (await trpc.device.revoke.mutate({ id })),
  keys: () => trpc.key.list.query(),
  createKey: (given) => trpc.key.create.mutate(given),
  revokeKey: async (id) => void (await trpc.key.revoke.mutate({ id })),
})
