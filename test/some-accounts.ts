import type { AccountsApi } from '../client/api/accounts-api.ts'
import type { KeepingApi } from '../client/api/keeping-api.ts'
import type { AccountRow, DeviceRow, KeyRow } from '../shared/access/accounts.ts'
import { roleName, type Role } from '../shared/access/asker.ts'
import type { OwnSession, SessionAnswer, WhoAnswer } from '../shared/access/session-answers.ts'
import type {
  AuditLine,
  AuditListAnswer,
  AuditVerifyAnswer,
} from '../shared/audit/audit-answers.ts'
import type { BackupListAnswer } from '../shared/backup/backup-answers.ts'
import type { SettingList } from '../shared/indicators/setting-answers.ts'

/** Somebody who has signed in with an account. */
export function aPerson(
  role: Role,
  given: Partial<NonNullable<WhoAnswer['account']>> = {},
): WhoAnswer {
  return {
    ...{ id: 'account-7', kind: 'person', name: '张岚', roles: [role], roleName: roleName[role] },
    ...{ departments: [], regions: [1], choices: [] },
    account: { name: 'zhanglan', duty: null, totp: true, password: true, endsAt: 0, ...given },
  }
}
/** What `session.who` says outside demo mode. */
export const signedIn = (asker: WhoAnswer | null): SessionAnswer => ({
  ...{ asker, demo: false, setup: false },
})

export const anAccount = (given: Partial<AccountRow> = {}): AccountRow => ({
  ...{ id: 7, name: 'zhanglan', displayName: '张岚', roles: ['leader'], regions: [2] },
  ...{ departments: [], single: false, totp: false, mustChange: false, lockedUntil: null },
  ...{ disabledAt: null, createdAt: 0, signedInAt: null, sessions: 0 },
  ...given,
})
export const aSessionOf = (given: Partial<OwnSession> = {}): OwnSession => ({
  ...{ id: 's1', startedAt: 0, seenAt: 0, endsAt: 0, address: '10.0.0.8' },
  ...{ agent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/140', current: true },
  ...given,
})
export const aDevice = (given: Partial<DeviceRow> = {}): DeviceRow => ({
  ...{ id: 3, name: '指挥大厅', regions: [1], pairedAt: 0, pairedBy: '李工', seenAt: null },
  ...given,
})
export const aKey = (given: Partial<KeyRow> = {}): KeyRow => ({
  ...{ id: 5, name: '物联平台', sources: ['iot'], factsPerMinute: null },
  ...{ createdAt: 0, createdBy: '李工', seenAt: null },
  ...given,
})
export const anAuditLine = (given: Partial<AuditLine> = {}): AuditLine => ({
  ...{ number: 1, at: 0, asker: 'account-7', askerName: '张岚', roles: ['leader'] },
  ...{ from: '10.0.0.8', action: 'open-case', detail: '{"caseId":12}', position: null, mac: 'aa' },
  ...given,
})
export const anAudit = (rows = [anAuditLine()]): AuditListAnswer => ({
  ...{ rows, before: null, actions: ['open-case', 'export'], now: 0 },
  askers: [{ id: 'account-7', name: '张岚' }],
})
export const aVerdict = (given: Partial<AuditVerifyAnswer> = {}): AuditVerifyAnswer => ({
  ...{ ok: true, rows: 120, from: 1, unverified: 0, firstBad: null, receipt: null, at: 0 },
  head: { number: 120, mac: 'a'.repeat(64) },
  ...given,
})
export const someBackups = (given: Partial<BackupListAnswer> = {}): BackupListAnswer => ({
  ...{ folder: '/var/lib/shiyu/backups', runningSince: null, failure: null, nextAt: null },
  ...{ kept: 14, now: 0 },
  backups: [
    {
      ...{ name: '2026-06-18T023000Z', at: 0, by: null, position: 100, bytes: 12_345_678 },
      ...{ files: 4, tookMs: 1200 },
    },
  ],
  ...given,
})
export const someSettings = (given: Partial<SettingList> = {}): SettingList => ({
  rows: [
    {
      ...{ indicator: 'overview.close_ontime_rate', name: '按期结案率', theme: 'overview' },
      themeName: '总览',
      ...{ unit: '%', decimals: 1, kind: 'absolute', lines: { yellow: 95, red: 85 } },
      ...{ packed: { yellow: 95, red: 90 }, targets: [], steps: [] },
    },
  ],
  packs: [{ pack: 1, hash: 'b'.repeat(64), adoptedAt: 0, effectiveFrom: 0, position: 1 }],
  ...{ year: 2026, holds: [{ name: '区域', count: 4 }], packId: 'nantong', now: 0 },
  ...given,
})

const nothing = async (): Promise<void> => {}

/** Accounts, walls, keys, audit and backups that answer at once. */
export const someAccounts = (): AccountsApi & KeepingApi => ({
  signIn: async () => ({ needs: null, session: signedIn(aPerson('leader')) }),
  signOut: nothing,
  ownSessions: async () => [aSessionOf()],
  revokeSession: nothing,
  changePassword: nothing,
  totpBegin: async () => ({
    secret: 'JBSWY3DPEHPK3PXP',
    uri: 'otpauth://totp/shiyu:zhanglan?secret=JBSWY3DPEHPK3PXP',
  }),
  totpConfirm: nothing,
  completeSetup: nothing,
  accounts: async () => [anAccount()],
  createAccount: async () => ({ id: 8, password: 'Once-Only-2026' }),
  renameAccount: nothing,
  grant: nothing,
  disableAccount: nothing,
  enableAccount: nothing,
  resetPassword: async (id) => ({ id, password: 'Once-Only-2026' }),
  unlockAccount: nothing,
  endSessions: nothing,
  resetTotp: nothing,
  beginPairing: async () => ({ code: 'F5T3-XA7E', secret: 'wall-secret', until: 8.64e15 }),
  pairingDone: async () => ({ paired: false }),
  pairDevice: nothing,
  devices: async () => [aDevice()],
  revokeDevice: nothing,
  keys: async () => [aKey()],
  createKey: async () => ({ id: 6, key: 'sk_once_told' }),
  revokeKey: nothing,
  audit: async () => anAudit(),
  verifyAudit: async () => aVerdict(),
  auditFile: () => '/api/v1/audit.csv',
  backups: async () => someBackups(),
  runBackup: nothing,
  settings: async () => someSettings(),
  setLines: nothing,
  setTarget: nothing,
})
