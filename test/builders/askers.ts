import { roleName, type Asker, type Role } from '../../shared/access/asker.ts'

/** Who asks in a role (访问主体), of the whole city unless told; ids differ by role and scope. */
export function anAsker(role: Role, given: Partial<Asker> = {}): Asker {
  const { regions = role === 'integrator' ? [] : [1], departments = [] } = given
  return {
    kind: role === 'integrator' ? 'source' : role === 'wall' ? 'device' : 'person',
    id: [role, ...regions, ...departments].join('-'),
    name: roleName[role],
    roles: [role],
    regions,
    departments,
    sources: role === 'integrator' ? ['*'] : [],
    session: null,
    ...given,
  }
}

/** The whole city's leader (市领导), who sees every case. */
export const cityLeader = (): Asker => anAsker('leader')
/** Somebody of a district or a town (区县、镇街) in a role. */
export const local = (role: Role, region: number): Asker => anAsker(role, { regions: [region] })
/** A department's handler (部门经办) of the whole city. */
export const handlerOf = (department: string): Asker =>
  anAsker('department-handler', { departments: [department] })
