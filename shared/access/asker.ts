import type { RegionId } from '../city/pack.ts'
import type { RegionTree } from '../regions/tree.ts'

export type AskerKind = 'person' | 'device' | 'source' | 'system'
export const roles = [
  'leader',
  'duty-officer',
  'department-handler',
  'verifier',
  'analyst',
  'wall',
  'integrator',
  'system-admin',
  'security-admin',
  'auditor',
  'system',
] as const
export type Role = (typeof roles)[number]

/** What a role (角色) is called on screen. */
export const roleName: Record<Role, string> = {
  leader: '领导',
  'duty-officer': '值班长',
  'department-handler': '部门经办',
  verifier: '核查员',
  analyst: '分析员',
  wall: '大屏',
  integrator: '接入方',
  'system-admin': '系统管理员',
  'security-admin': '安全管理员',
  auditor: '审计员',
  system: '系统',
}

/** The three separated administrators (三员): whoever holds one holds nothing else, and sees no case. */
export const administratorRoles = [
  'system-admin',
  'security-admin',
  'auditor',
] as const satisfies readonly Role[]
export type AdministratorRole = (typeof administratorRoles)[number]

/** The roles that a person's account may be given (可授予的角色); walls and sources have their own credentials. */
export const personRoles = [
  'leader',
  'duty-officer',
  'department-handler',
  'verifier',
  'analyst',
  ...administratorRoles,
] as const satisfies readonly Role[]
export type PersonRole = (typeof personRoles)[number]

/** The roles that a person may take up in demo mode (演示角色). */
export const demoRoles = [...personRoles, 'wall'] as const satisfies readonly Role[]
export type DemoRole = (typeof demoRoles)[number]

export const isAdministrator = ({ roles }: Pick<Asker, 'roles'>): boolean =>
  roles.some((role) => administratorRoles.some((one) => one === role))

/** Whether one person may hold these roles together (三员分立): an administrator's role stands alone. */
export const mayHoldTogether = (held: readonly Role[]): boolean =>
  new Set(held).size === 1 || !isAdministrator({ roles: held })

/**
 * Who asks (访问主体): every query and command takes one. `regions` are the roots of what may be
 * seen, `sources` the report channels a key may speak for (`*` = all of the pack).
 */
export interface Asker {
  kind: AskerKind
  id: string
  name: string
  roles: readonly Role[]
  regions: readonly RegionId[]
  departments: readonly string[]
  sources: readonly string[]
  /** Which sign-in, device or key speaks (凭据); null = the system, or nobody had to sign in. */
  session: string | null
  /** The remote address that it asks from (来源地址); null or left out = the system itself. */
  from?: string | null
}

/** The system itself: the scheduler, the simulator's feeds and rebuilds. Sees the whole city. */
export function systemAsker(cityRegion: RegionId): Asker {
  return {
    kind: 'system',
    id: 'system',
    name: '系统',
    roles: ['system'],
    regions: [cityRegion],
    departments: [],
    sources: ['*'],
    session: null,
  }
}

/** The demo leader (演示领导): what a request without a session is in demo mode. */
export function demoLeader(cityRegion: RegionId): Asker {
  return {
    kind: 'person',
    id: 'demo-leader',
    name: '演示领导',
    roles: ['leader'],
    regions: [cityRegion],
    departments: [],
    sources: [],
    session: null,
  }
}

/** A demo person in a role (演示角色); a handler speaks for its one department. */
export function demoPerson(
  role: DemoRole,
  cityRegion: RegionId,
  department: string | null = null,
): Asker {
  if (role === 'leader') return demoLeader(cityRegion)
  return {
    ...demoLeader(cityRegion),
    kind: role === 'wall' ? 'device' : 'person',
    id: department === null ? `demo-${role}` : `demo-${role}-${department}`,
    name: `演示${roleName[role]}`,
    roles: [role],
    departments: department === null ? [] : [department],
  }
}

/** A source key (来源密钥) that may report for the named channels. Sees nothing. */
export function sourceAsker(
  id: string,
  sources: readonly string[],
  session: string | null = null,
): Asker {
  return {
    kind: 'source',
    id,
    name: id,
    roles: ['integrator'],
    regions: [],
    departments: [],
    sources,
    session,
  }
}

/** Whether the asker may report facts in the name of `source`. */
export const maySpeakFor = (asker: Asker, source: string): boolean =>
  asker.sources.includes('*') || asker.sources.includes(source)

/** Whether a region lies within what the asker may see; false for one that is not there. */
export const sees = (asker: Asker, tree: RegionTree, region: RegionId): boolean =>
  tree.find(region) !== undefined &&
  asker.regions.some((root) => tree.find(root) !== undefined && tree.inside(region, root))
