import type { FastifyReply, FastifyRequest } from 'fastify'
import { demoLeader, demoPerson, demoRoles, type Asker } from '../../shared/access/asker.ts'
import type { CityPack } from '../../shared/city/pack.ts'
import type { DemoSession } from '../api/services.ts'

/** The cookie that says which demo person (演示角色) a browser is: `role` or `role:department`. */
export const demoCookie = 'shiyu-demo-role'

/**
 * Who a browser without an account is in demo mode: the person that its cookie names, else the demo
 * leader. A cookie that names nobody counts as none.
 */
export function demoAsker(cookie: string | undefined, pack: CityPack): Asker {
  const [given = '', department = null] = (cookie ?? '').split(':')
  const role = demoRoles.find((one) => one === given)
  if (role === undefined) return demoLeader(pack.cityRegion)
  if (role !== 'department-handler') return demoPerson(role, pack.cityRegion)
  const known = pack.departments.some((d) => d.id === department)
  return known ? demoPerson(role, pack.cityRegion, department) : demoLeader(pack.cityRegion)
}

/** The switcher of one request: choosing sets the cookie, for this browser until it is closed. */
export const demoSession = (reply: FastifyReply, pack: CityPack): DemoSession => ({
  choose: ({ role, department }) => {
    const value = department === null ? role : `${role}:${department}`
    reply.setCookie(demoCookie, value, { httpOnly: true, sameSite: 'strict', path: '/' })
    return demoAsker(value, pack)
  },
})

/** The demo cookie of a request; undefined where it has none. */
export const demoCookieOf = (request: FastifyRequest): string | undefined =>
  request.cookies[demoCookie]
