import type { FastifyReply } from 'fastify'
import { demoLeader, demoPerson, demoRoles, type Asker } from '../../shared/access/asker.ts'
import type { CityPack } from '../../shared/city/pack.ts'
import { cookieFlags, demoCookie } from '../api/credentials.ts'
import type { DemoSession } from '../api/services.ts'

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
    reply.setCookie(demoCookie, value, cookieFlags)
    return demoAsker(value, pack)
  },
})
