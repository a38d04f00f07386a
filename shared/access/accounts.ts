import { z } from 'zod'
import type { RegionId } from '../city/pack.ts'
import { administratorRoles, personRoles, type PersonRole } from './asker.ts'

/** An account's name (账号名) as it is kept: without blanks around, lower case, one form of each letter. */
export const accountName = z
  .string()
  .transform((given) => given.normalize('NFKC').trim().toLowerCase())
  .pipe(z.string().regex(/^[\p{L}\p{Nd}._@-]{2,40}$/u))

const shown = z.string().trim().min(1).max(40)
/** A password as it is typed (密码); a new one is held to `passwordFaults`. */
const typed = z.string().min(1).max(256)
const number = z.number().int().positive()
const regions = z.array(number).min(1).max(200)
const departments = z.array(z.string().min(1).max(80)).max(200)

/** `session.signIn` 登录: `code` is the authenticator's six digits, where the account has one. */
export const signInInput = z.strictObject({
  name: z.string().min(1).max(80),
  password: typed,
  code: z.string().min(1).max(12).optional(),
})
export type SignInInput = z.infer<typeof signInInput>

/** `session.changePassword` 修改密码. */
export const changePasswordInput = z.strictObject({ old: typed, next: typed })
/** `session.totpConfirm` 确认动态口令. */
export const totpConfirmInput = z.strictObject({ code: z.string().min(1).max(12) })
/** `session.revoke`: the id that `session.mine` gave. */
export const sessionInput = z.strictObject({ id: z.string().min(1).max(40) })

/** `setup.complete` 首次设置: one person for each of the three administrators. */
export const setupInput = z.strictObject({
  token: z.string().min(1).max(100),
  people: z
    .array(
      z.strictObject({
        role: z.enum(administratorRoles),
        name: accountName,
        displayName: shown,
        password: typed,
      }),
    )
    .length(administratorRoles.length),
})
export type SetupInput = z.infer<typeof setupInput>

export const accountInput = z.strictObject({ id: number })
/** `account.create` 新建账号; `subject` is who the single sign-on says it is, and takes the password's place. */
export const createAccountInput = z.strictObject({
  name: accountName,
  displayName: shown,
  subject: z.string().min(1).max(400).optional(),
})
/** `account.change` 修改账号: how it is called on screen. */
export const changeAccountInput = z.strictObject({ id: number, displayName: shown })
/** `account.grant` 授权: all roles and the whole scope, in place of those before. */
export const grantInput = z.strictObject({
  id: number,
  roles: z.array(z.enum(personRoles)).max(personRoles.length),
  regions,
  departments,
})
export type Grant = z.infer<typeof grantInput>

/** An account (账号) as administrators see it; times in UTC ms. */
export interface AccountRow {
  id: number
  name: string
  displayName: string
  roles: readonly PersonRole[]
  regions: readonly RegionId[]
  departments: readonly string[]
  /** Signs in by the city's single sign-on. */
  single: boolean
  totp: boolean
  mustChange: boolean
  lockedUntil: number | null
  disabledAt: number | null
  createdAt: number
  signedInAt: number | null
  /** Sessions that stand now. */
  sessions: number
}
/** What `account.create` and `account.resetPassword` tell once (一次性密码): null for single sign-on. */
export interface FirstPassword {
  id: number
  password: string | null
}

/** `device.begin`: the code a wall shows (配对码), and the secret by which it alone asks on. */
export interface DeviceOffer {
  code: string
  secret: string
  /** When the code is void, UTC ms. */
  until: number
}
export const deviceWaitInput = z.strictObject({ secret: z.string().min(1).max(100) })
/** `device.wait`: once `paired`, the wall has its cookie. */
export interface DeviceWait {
  paired: boolean
}
export const devicePairInput = z.strictObject({
  code: z.string().min(1).max(20),
  name: shown,
  regions,
})
/** A wall (大屏) that was paired; times in UTC ms, `seenAt` to ten minutes. */
export interface DeviceRow {
  id: number
  name: string
  regions: readonly RegionId[]
  pairedAt: number
  pairedBy: string
  seenAt: number | null
}

/** `key.create` 新建密钥: for these report channels; `factsPerMinute` null = as the server is set. */
export const createKeyInput = z.strictObject({
  name: shown,
  sources: z.array(z.string().min(1).max(80)).min(1).max(100),
  factsPerMinute: z.number().int().positive().max(10_000_000).nullable(),
})
/** A source's key (来源密钥) without the key itself. */
export interface KeyRow {
  id: number
  name: string
  sources: readonly string[]
  factsPerMinute: number | null
  createdAt: number
  createdBy: string
  seenAt: number | null
}
/** What `key.create` tells once. */
export interface NewKey {
  id: number
  key: string
}
