import { expect, it } from 'vitest'
import type { Role } from './asker.ts'
import { homeOf, mayOpen, pageAt, pages } from './pages.ts'
import { permissionOf } from './permissions.ts'

it('every page stands on calls that the table knows', () => {
  for (const { needs } of pages)
    for (const name of needs) expect(permissionOf(name), name).not.toBeNull()
})

it('an address belongs to one page, a case to its own', () => {
  expect(pageAt('/cases')?.name).toBe('工单')
  expect(pageAt('/cases/12')?.name).toBe('办件')
  expect(pageAt('/wall/peace')?.name).toBe('大屏')
  expect(pageAt('/casesx')).toBeNull()
  expect(pageAt('/account')).toBeNull()
})

it('each of the three administrators opens only what is theirs', () => {
  const open = (role: Role) =>
    pages.filter((one) => mayOpen({ roles: [role] }, one)).map(({ path }) => path)
  expect(open('auditor')).toEqual(['/audit'])
  expect(open('security-admin')).toEqual(['/admin'])
  expect(open('system-admin')).toEqual(['/feeds', '/admin'])
  expect(open('leader')).not.toContain('/admin')
})

it('whoever signs in lands where they may be', () => {
  expect(homeOf(['leader'])).toBe('/wall')
  expect(homeOf(['auditor'])).toBe('/audit')
  expect(homeOf([])).toBe('/account')
})
