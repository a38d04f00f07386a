import type { AccountRow } from '../../shared/access/accounts.ts'
import { timeOf } from '../panels/clock.ts'

/** How an account stands (状态), the most pressing first. */
export function standingOf(row: AccountRow, zone: string, now: number): string {
  if (row.disabledAt !== null) return '已停用'
  if (row.lockedUntil !== null && row.lockedUntil > now)
    return `锁定到 ${timeOf(row.lockedUntil, zone, now)}`
  if (row.roles.length === 0) return '待授权'
  if (row.mustChange) return '待改密码'
  return row.single ? '统一认证' : row.totp ? '密码和动态口令' : '密码'
}

/** What an account may see (范围): its departments where it has some, else its regions. */
export function placesOf(
  row: AccountRow,
  regionName: (id: number) => string,
  departmentName: (id: string) => string,
): string {
  const units = row.departments.map(departmentName)
  return [...(units.length > 0 ? units : row.regions.map(regionName))].join('、') || '—'
}
