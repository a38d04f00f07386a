import { eq } from 'drizzle-orm'
import { isAdministrator, mayHoldTogether } from '../../../shared/access/asker.ts'
import { account } from '../../db/tables.ts'
import { keepsOneGrantor } from './accounts.ts'
import type { ChangeOf } from './change.ts'
import { accountOf, endSessions, notOwn, refused, type ChangeParts, type Changed } from './parts.ts'

/**
 * Roles and scope of an account (授权), in place of those before; its sessions end, so that what one
 * holds is what one signed in with. Raises `forbidden` for one's own account, `bad-request` for roles that
 * nobody may hold together or a scope that is not the city's, `conflict` where nobody could grant any more.
 */
export function grant(parts: ChangeParts, order: ChangeOf<'grant'>): Changed {
  const { db, known } = parts
  const { id } = order
  const { name, ...before } = accountOf(parts, id)
  notOwn(parts, id)
  const roles = [...new Set(order.roles)]
  const wrong = (field: string, what: string) => refused('bad-request', { field, what })
  if (roles.length > 0 && !mayHoldTogether(roles)) {
    throw wrong('roles', '三个管理员角色互斥，也不得兼任其他角色')
  }
  const lost = order.regions.find((region) => !known.hasRegion(region))
  if (lost !== undefined) throw wrong('regions', `没有这个区域：${lost}`)
  const strange = order.departments.find((department) => !known.hasDepartment(department))
  if (strange !== undefined) throw wrong('departments', `没有这个部门：${strange}`)
  const handles = roles.includes('department-handler')
  if (handles && order.departments.length === 0) throw wrong('departments', '部门经办须选部门')
  if (!handles && order.departments.length > 0) throw wrong('departments', '只有部门经办按部门授权')
  if (!roles.includes('security-admin')) keepsOneGrantor(parts, id)
  // An administrator's work has no place: it is the whole city's.
  const regions = isAdministrator({ roles }) ? [known.cityRegion] : [...new Set(order.regions)]
  const granted = { roles, regions, departments: [...new Set(order.departments)] }
  db.update(account).set(granted).where(eq(account.id, id)).run()
  endSessions(parts, id)
  const { roles: of, regions: where, departments } = before
  return { audit: { id, name, ...granted, before: { roles: of, regions: where, departments } } }
}
