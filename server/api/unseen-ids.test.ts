import cookie from '@fastify/cookie'
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asker } from '../../shared/access/asker.ts'
import { caseVerbs, procedureOf, verbRoles } from '../../shared/cases/orders.ts'
import { scoreRates } from '../../shared/scores/rates.ts'
import { inputsOf, type Named } from '../../test/access-calls.ts'
import {
  accessCity,
  anything,
  aQuestion,
  aReport,
  type AccessCity,
} from '../../test/access-city.ts'
import { anAsker, handlerOf } from '../../test/builders/askers.ts'
import { attachmentsRoute } from './attachments-route.ts'
import { exportsRoute } from './exports-route.ts'
import { importsRoute } from './imports-route.ts'
import { permissionHook } from './permission-hook.ts'
import { reportsRoute } from './reports-route.ts'
import { appRouter } from './router.ts'
import type { Services } from './services.ts'

let city: AccessCity
let named: Named
let app: FastifyInstance
let asking: Asker | null = null

beforeAll(async () => {
  city = await accessCity()
  const { pack, department, indicator } = city
  const theme = pack.indicators.find(({ id }) => id === indicator)?.theme ?? ''
  const rate = scoreRates(pack)[0]?.indicator.id ?? ''
  named = { department, indicator, theme, rate, city: 1 }
  const services: Services = { ...city.services, askerOf: () => asking }
  app = Fastify({ routerOptions: { maxParamLength: 2_000 } })
  await app.register(cookie)
  permissionHook(app, services)
  await app.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: { router: appRouter, createContext: () => ({ services, asker: asking }) },
  })
  await app.register(async (scope) => attachmentsRoute(scope, services))
  await app.register(async (scope) =>
    exportsRoute(scope, services, {
      ...{ queue: city.exports, now: () => 0, demo: true, record: async () => {} },
    }),
  )
  await app.register(async (scope) =>
    importsRoute(scope, services, {
      ...{ packFolder: 'seed/nantong', uploads: city.uploads, now: () => 0, saved: () => [] },
      ...{ attempt: async () => [], reject: () => {} },
    }),
  )
  await app.register(async (scope) =>
    reportsRoute(scope, services, { dataDir: city.files, print: async () => anything as never }),
  )
}, 60_000)
afterAll(async () => {
  await app.close()
  city.close()
})

/** The whole answer but for when it was given. */
async function answered(asker: Asker, method: string, url: string, payload?: object) {
  asking = asker
  const { statusCode, headers, body } = await app.inject({
    ...{ method: method as 'GET', url, ...(payload && { payload }) },
  })
  return { statusCode, headers: { ...headers, date: null }, body }
}

const get = (asker: Asker, path: string, input: object) =>
  answered(asker, 'GET', `/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`)
const post = (asker: Asker, path: string, input: object) =>
  answered(asker, 'POST', `/trpc/${path}`, input)

/** An id of the same length that names nothing. */
const missing = <I extends number | string>(id: I): I =>
  (typeof id === 'number' ? 10 ** String(id).length - 1 : `${id.slice(0, -4)}0000`) as I

/** Another's thing is answered byte by byte as one that is not there. */
async function expectUnseen<I extends number | string>(
  id: I,
  ask: (id: I) => ReturnType<typeof answered>,
  status = 404,
) {
  const [there, gone] = [await ask(id), await ask(missing(id))]
  expect(there.statusCode, there.body).toBe(status)
  const said = (body: string, its: I) => body.replaceAll(`"id":${JSON.stringify(its)}`, '"id":#')
  expect(said(there.body, id)).toBe(said(gone.body, missing(id)))
  expect(there.headers).toEqual(gone.headers)
}

describe('what lies in another district', () => {
  const leader = () => city.askers.leader as Asker
  const officer = () => city.askers['duty-officer'] as Asker

  it('is as a case that is not there, to look at', async () => {
    for (const { caseId, hash } of [city.at.sibling, city.at.parent]) {
      for (const path of ['case.get', 'case.parcel', 'case.proposal', 'case.duplicates'])
        await expectUnseen(caseId, (id) => get(leader(), path, { caseId: id }))
      await expectUnseen(caseId, (id) =>
        answered(leader(), 'GET', `/api/v1/cases/${id}/attachments/${hash}`),
      )
      const own = city.at.own.caseId
      await expectUnseen(hash, (id) =>
        answered(leader(), 'GET', `/api/v1/cases/${own}/attachments/${id}`),
      )
    }
  })

  it('is as a case that is not there, to give any order', async () => {
    for (const verb of caseVerbs) {
      const role = verbRoles[verb][0] ?? 'leader'
      const path = `case.${procedureOf(verb)}`
      const given = inputsOf(city.at.sibling, named)[path]
      await expectUnseen(city.at.sibling.caseId, (caseId) =>
        post(city.askers[role] as Asker, path, { ...given, caseId }),
      )
    }
  })

  it('cannot be merged into, and says no more than a case that is not there', async () => {
    const { caseId } = city.at.own
    const expected = city.city.position(caseId)
    const into = (other: number) => post(officer(), 'case.merge', { caseId, expected, into: other })
    const [there, gone] = [await into(city.at.sibling.caseId), await into(9)]
    expect(there.statusCode).toBeGreaterThanOrEqual(400)
    const said = (body: string, id: number) => body.replaceAll(`:${id}`, ':#')
    expect(said(there.body, city.at.sibling.caseId)).toBe(said(gone.body, 9))
  })

  it('is as an alert, annotation, question or report that is not there', async () => {
    const { alert, annotation, saved, report, region } = city.at.sibling
    const analyst = city.askers.analyst as Asker
    const question = aQuestion(named.indicator, city.at.own.region)
    await expectUnseen(alert, (id) => post(leader(), 'alert.acknowledge', { alert: id }))
    await expectUnseen(annotation, (id) => post(analyst, 'annotation.withdraw', { annotation: id }))
    await expectUnseen(saved, (id) => get(analyst, 'saved.get', { id }))
    await expectUnseen(saved, (id) => post(analyst, 'saved.remove', { id }))
    await expectUnseen(saved, (id) =>
      post(analyst, 'saved.save', { id, name: '改名', question, visibility: 'own' }),
    )
    await expectUnseen(report, (id) => get(analyst, 'report.get', { id }))
    await expectUnseen(report, (id) => post(analyst, 'report.remove', { id }))
    await expectUnseen(report, (id) =>
      post(analyst, 'report.save', { id, ...aReport(named.indicator, city.at.own.region) }),
    )
    await expectUnseen(report, (id) => answered(analyst, 'GET', `/api/v1/reports/${id}/file`))
    await expectUnseen(report, (id) =>
      answered(analyst, 'GET', `/api/v1/reports/${id}/files/2026-11-04`),
    )
    await expectUnseen(region, (id) => get(analyst, 'region.tree', { root: id }))
    await expectUnseen(region, (id) => get(analyst, 'case.queue', { region: id, filter: 'all' }))
  })

  it('is not found by its number or its title, and named in no list', async () => {
    const search = await get(leader(), 'search.query', { text: 'N2', limit: 50 })
    const titled = await get(leader(), 'search.query', { text: 'sibling', limit: 50 })
    const listed = await get(leader(), 'case.list', { region: city.at.own.region, status: 'all' })
    const { body } = await get(leader(), 'case.queue', {
      ...{ region: city.at.own.region, filter: 'all' },
    })
    expect(listed.body).toContain('own的案件')
    for (const said of [search.body, titled.body, listed.body, body])
      expect(said).not.toMatch(/sibling的|parent的|启东/)
  })
})

describe('what is another person’s', () => {
  it('is as an export that is not there, also once one’s own scope is another', async () => {
    const asker = anAsker('leader', { id: 'zhang', regions: [city.at.own.region] })
    const question = aQuestion(named.indicator, city.at.own.region)
    const made = await answered(asker, 'POST', '/api/v1/exports', { question, format: 'csv' })
    const { id: its } = JSON.parse(made.body) as { id: string }
    expect((await answered(asker, 'GET', `/api/v1/exports/${its}`)).statusCode).toBe(200)
    for (const other of [
      city.askers['city:leader'] as Asker,
      { ...asker, regions: [city.at.sibling.region] },
    ]) {
      await expectUnseen(its, (id) => answered(other, 'GET', `/api/v1/exports/${id}`))
      await expectUnseen(its, (id) => answered(other, 'GET', `/api/v1/exports/${id}/file`))
      await expectUnseen(its, (id) => answered(other, 'DELETE', `/api/v1/exports/${id}`))
    }
  })

  it('is as a file for import that is not there', async () => {
    const { Readable } = await import('node:stream')
    const kept = await city.uploads.keep(Readable.from(['a,b\n1,2']), 'a.csv', 'somebody')
    const officer = city.askers['city:duty-officer'] as Asker
    await expectUnseen(kept.id, (id) =>
      answered(officer, 'GET', `/api/v1/imports/${id}/rejected.csv`),
    )
  })
})

describe('a department’s handler', () => {
  const other = () => handlerOf('water-of-nobody')
  const own = () => handlerOf(city.department)

  it('sees another department’s case as one that is not there', async () => {
    const { caseId, hash } = city.at.own
    for (const path of ['case.get', 'case.parcel', 'case.proposal', 'case.duplicates']) {
      await expectUnseen(caseId, (id) => get(other(), path, { caseId: id }))
      expect((await get(own(), path, { caseId })).statusCode).toBe(200)
    }
    await expectUnseen(caseId, (id) =>
      answered(other(), 'GET', `/api/v1/cases/${id}/attachments/${hash}`),
    )
    await expectUnseen(caseId, (id) =>
      post(other(), 'case.sign', { caseId: id, expected: 1, key: 'a-key-of-it' }),
    )
  })

  it('has lists, counts and hits of its own department’s cases alone', async () => {
    const asked = { region: 1, filter: 'all' }
    const data = async (asker: Asker, path: string, input: object) =>
      (JSON.parse((await get(asker, path, input)).body) as { result: { data: Listed } }).result.data
    expect(await data(own(), 'case.queue', asked)).toMatchObject({ total: 3 })
    expect(await data(other(), 'case.queue', asked)).toMatchObject({ total: 0, rows: [] })
    const counts = Object.values((await data(other(), 'case.queue', asked)).counts ?? {})
    expect(counts.every((count) => count === 0)).toBe(true)
    expect((await data(own(), 'case.list', { region: 1, status: 'all' })).rows).toHaveLength(3)
    expect((await data(other(), 'case.list', { region: 1, status: 'all' })).rows).toEqual([])
    const hits = async (asker: Asker) =>
      (await data(asker, 'search.query', { text: '的案件' })).hits?.filter((h) => h.kind === 'case')
    expect(await hits(own())).toHaveLength(3)
    expect(await hits(other())).toEqual([])
  })
})

interface Listed {
  rows: unknown[]
  counts?: Record<string, number>
  hits?: { kind: string }[]
}
