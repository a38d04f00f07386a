import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import cookie from '@fastify/cookie'
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoLeader, type Asker } from '../../../shared/access/asker.ts'
import { caseVerbs, procedureOf } from '../../../shared/cases/orders.ts'
import { anAudit } from '../../../test/an-audit.ts'
import { accountCity } from '../../../test/account-city.ts'
import { orderCity, people } from '../../../test/order-city.ts'
import { demoAsker, demoSession } from '../../app/demo-session.ts'
import { browserOf, credentialsOf } from '../credentials.ts'
import { appRouter } from '../router.ts'
import type { Services } from '../services.ts'
import { caseOrderProcedures } from './case-orders.ts'

let city: ReturnType<typeof orderCity>
beforeEach(() => void (city = orderCity()))
afterEach(() => city.close())

const services = () =>
  ({
    view: city.view,
    ...anAudit(city.database),
    accounts: accountCity().accounts,
    order: (asker: Asker, order: Parameters<typeof city.orders>[1]) =>
      city.orders(asker, order, city.clock.time),
  }) as unknown as Services
const as = (asker: Asker | null) => appRouter.createCaller({ services: services(), asker })

describe('orders of a case over the interface', () => {
  it('has one procedure for each verb', () => {
    expect(Object.keys(caseOrderProcedures)).toEqual(
      expect.arrayContaining(caseVerbs.map(procedureOf)),
    )
    expect(Object.keys(caseOrderProcedures)).toHaveLength(caseVerbs.length)
  })

  it('answers with the position that the next order needs, and shows it at once', async () => {
    const caseId = city.report()
    const officer = as(people.officer)
    const [row] = (await officer.case.queue({ region: 1, filter: 'mine' })).rows
    const expected = row?.position ?? 0
    const { position } = await officer.case.accept({ caseId, expected })
    await officer.case.register({ caseId, expected: position })
    const parcel = await officer.case.parcel({ caseId })
    expect(parcel.row).toMatchObject({ stage: 'registered', position: position + 1 })
    expect(parcel.may).toContain('case-dispatch')
    await expect(officer.case.register({ caseId, expected })).rejects.toThrow('conflict')
  })

  it('refuses what an order does not say, or says beside', async () => {
    const caseId = city.report()
    const { case: cases } = as(people.officer)
    const given = { caseId, expected: city.position(caseId) }
    for (const bad of [
      cases.decline({ ...given, reason: ' ' }),
      cases.accept({ ...given, reason: 'x' } as never),
      cases.supervise({ ...given, owner: 'x'.repeat(61), due: null }),
      cases.accept({ caseId } as never),
    ])
      await expect(bad).rejects.toThrow()
    expect(city.position(caseId)).toBe(given.expected)
  })

  it('hides another’s region in queue, parcel, proposal and duplicates', async () => {
    const west = as({ ...people.officer, regions: [3] })
    const caseId = city.report({ region: 'R4' })
    for (const refused of [
      west.case.queue({ region: 1, filter: 'all' }),
      west.case.parcel({ caseId }),
      west.case.proposal({ caseId }),
      west.case.duplicates({ caseId }),
    ])
      await expect(refused).rejects.toThrow('not-found')
    expect((await west.case.queue({ region: 3, filter: 'all' })).rows).toEqual([])
  })
})

describe('the demo’s switcher', () => {
  /** A server whose people are told by their cookie. */
  function aServer(demo: boolean) {
    const app = Fastify()
    app.register(cookie)
    app.register(fastifyTRPCPlugin, {
      prefix: '/trpc',
      trpcOptions: {
        router: appRouter,
        createContext: ({ req, res }: { req: FastifyRequest; res: FastifyReply }) => ({
          services: services(),
          asker: demo ? demoAsker(credentialsOf(req).demoRole, city.pack) : null,
          session: demo ? demoSession(res, city.pack) : null,
          browser: browserOf(req, res),
        }),
      },
    })
    const who = async (cookies: Record<string, string> = {}) =>
      (await app.inject({ url: '/trpc/session.who', cookies })).json()
    const choose = (payload: object) =>
      app.inject({ method: 'POST', url: '/trpc/session.choose', payload })
    return { app, who, choose }
  }

  it('is the leader until one chooses, and then who was chosen', async () => {
    const { who, choose } = aServer(true)
    expect((await who()).result.data).toMatchObject({
      ...{ demo: true, setup: false },
      asker: { id: demoLeader(1).id, roleName: '领导', departments: [], account: null },
    })
    const answer = await choose({ role: 'department-handler', department: 'water' })
    const set = answer.cookies.find(({ name }) => name === 'shiyu-demo-role')
    expect(set).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' })
    expect(answer.json().result.data.departments).toEqual([{ id: 'water', name: 'water' }])
    const { data } = (await who({ 'shiyu-demo-role': set?.value ?? '' })).result
    expect(data.asker).toMatchObject({
      ...{ roles: ['department-handler'], departments: [{ id: 'water' }] },
    })
    expect(data.asker.choices).toHaveLength(9)
  })

  it('takes no role that the demo has not, and no cookie that names nobody', async () => {
    const { who, choose } = aServer(true)
    for (const bad of [{ role: 'system' }, { role: 'department-handler' }, {}])
      expect((await choose(bad)).statusCode).toBe(400)
    for (const value of ['system', 'department-handler:nobody', 'x', 'leader:x'])
      expect((await who({ 'shiyu-demo-role': value })).result.data.asker.id).toBe('demo-leader')
  })

  it('is not there outside demo mode, and a cookie means nothing', async () => {
    const { who, choose } = aServer(false)
    expect((await who({ 'shiyu-demo-role': 'verifier' })).result.data).toEqual({
      ...{ asker: null, demo: false, setup: true, signOn: false },
    })
    expect((await choose({ role: 'verifier' })).statusCode).toBe(404)
  })
})
