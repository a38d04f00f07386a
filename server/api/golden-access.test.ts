import { readdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { administratorRoles, type Asker } from '../../shared/access/asker.ts'
import { permissionOf, permissions, viewers } from '../../shared/access/permissions.ts'
import { DomainError } from '../../shared/errors.ts'
import { scoreRates } from '../../shared/scores/rates.ts'
import { inputsOf, requestsOf, type Named } from '../../test/access-calls.ts'
import {
  accessCity,
  anything,
  places,
  type AccessCity,
  type Place,
} from '../../test/access-city.ts'
import { permissionHook } from './permission-hook.ts'
import { appRouter } from './router.ts'
import type { Services } from './services.ts'
import { faultOf } from './trpc.ts'

/** What one who asks is told: allowed (A), forbidden (F), not found (N), unauthorised (U). */
type Told = 'A' | 'F' | 'N' | 'U'
type Row = Record<string, Record<Place, Told>>

const browser = {
  ...{ address: '127.0.0.1', agent: '', cookie: null },
  ...{ remember: () => {}, forget: () => {} },
}
const procedures = Object.keys(appRouter._def.procedures)
let city: AccessCity
let named: Named
let app: FastifyInstance
let asking: Asker | null = null
let endpoints: string[] = []
const rows = new Map<string, Row>()

/** Calls that name no place: their inputs may be wrong. */
const unplaced = /^(account|device|key|setup|session|wall)\./

/** What is refused is told; whatever else is wrong with a call was let through. */
function toldBy(error: unknown, call: string): Told {
  const { code, params } = faultOf(error)
  if (code === 'unauthorised') return 'U'
  if (code === 'forbidden') return 'F'
  if (code === 'not-found') return 'N'
  // A wrong input would hide what a right one is told.
  const unread = code === 'bad-request' && 'issues' in params && !unplaced.test(call)
  if (code === 'unexpected' || unread) throw new Error(call, { cause: error })
  return 'A'
}

async function call(path: string, asker: Asker | null, place: Place): Promise<Told> {
  let called: unknown = appRouter.createCaller({ services: city.services, asker, browser })
  for (const part of path.split('.')) called = (called as Record<string, unknown>)[part]
  try {
    const input = inputsOf(city.at[place], named)[path]
    const answer = await (called as (input: unknown) => Promise<unknown>)(input)
    if (typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer) {
      const frames = (answer as AsyncIterable<unknown>)[Symbol.asyncIterator]()
      if (path === 'live.feed') await frames.next()
      await frames.return?.()
    }
    return 'A'
  } catch (error) {
    return toldBy(error, `${path} ${asker?.id} ${place}`)
  }
}

async function request(endpoint: string, asker: Asker | null, place: Place): Promise<Told> {
  asking = asker
  const [method = '', pattern = ''] = endpoint.split(' ')
  const { statusCode, body } = await app.inject({
    method: method as 'GET',
    url: requestsOf(city.at[place], named)[endpoint] ?? pattern.replace(/:\w+/g, 'none'),
    headers: asker?.kind === 'source' ? { authorization: 'Bearer a-key' } : {},
    ...(method === 'POST' && { payload: '' }),
  })
  if (statusCode >= 500) throw new Error(`${endpoint} ${asker?.id} ${place} ${body}`)
  return statusCode === 401 ? 'U' : statusCode === 403 ? 'F' : statusCode === 404 ? 'N' : 'A'
}

const refused = async () => {
  throw new DomainError({ code: 'bad-request' })
}
const noSignOn = { begin: refused, finish: refused }

/** All routes of the interface, as the server puts them up. */
async function putUp(services: Services): Promise<FastifyInstance> {
  const server = Fastify({ routerOptions: { maxParamLength: 2_000 } })
  await server.register(cookie)
  permissionHook(server, services)
  server.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat())
      if (one !== 'HEAD' && one !== 'OPTIONS') endpoints.push(`${one} ${url}`)
  })
  const parts = {
    ...{ packFolder: 'seed/nantong', dataDir: mkdtempSync(join(tmpdir(), 'golden-')), demo: true },
    ...{ now: () => 0, saved: () => [], history: () => anything, reject: () => {} },
    ...{ print: async () => new Uint8Array(), record: async () => {}, city: () => anything },
    ...{ queue: city.exports, uploads: city.uploads },
    ...{ signOn: noSignOn, begin: async () => {} },
  }
  const folder = import.meta.dirname
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((name) => name.endsWith('-route.ts')).sort()) {
    const module = (await import(join(folder, file))) as Record<string, unknown>
    for (const [name, put] of Object.entries(module))
      if (name.endsWith('Route'))
        await server.register(
          async (scope) => (put as (...given: unknown[]) => void)(scope, services, parts),
          { prefix: file.startsWith('open311') ? '/open311/v2' : '' },
        )
  }
  return server
}

beforeAll(async () => {
  city = await accessCity()
  const { department, indicator, pack } = city
  const theme = pack.indicators.find(({ id }) => id === indicator)?.theme ?? ''
  const rate = scoreRates(pack)[0]?.indicator.id ?? ''
  named = { department, indicator, theme, rate, city: pack.cityRegion }
  app = await putUp({ ...city.services, askerOf: () => asking })
  endpoints = [...new Set(endpoints)].sort()
  const all = [
    ...procedures.map((path) => [path, call] as const),
    ...endpoints.map((endpoint) => [endpoint, request] as const),
  ]
  for (const [name, ask] of all) {
    const row: Row = {}
    for (const [who, asker] of Object.entries(city.askers)) {
      const told = {} as Record<Place, Told>
      for (const place of places) told[place] = await ask(name, asker, place)
      row[who] = told
    }
    rows.set(name, row)
  }
}, 120_000)
afterAll(async () => {
  await app.close()
  city.close()
})

describe('who may call what, and where', () => {
  it('is as in the golden table, line by line', async () => {
    const who = Object.keys(city.askers)
    const cell = (told: Record<Place, Told>): string => {
      const letters = places.map((place) => told[place])
      return new Set(letters).size === 1 ? (letters[0] ?? '') : letters.join('')
    }
    const lines = [...rows].map(([name, row]) =>
      [name, ...who.map((one) => cell(row[one] as Record<Place, Told>))].join('\t'),
    )
    await expect(`${[['call', ...who].join('\t'), ...lines].join('\n')}\n`).toMatchFileSnapshot(
      './golden-access.tsv',
    )
  })

  it('is said of every procedure and endpoint, and of nothing that there is not', () => {
    const served = /^GET \/(\*|city\/art\/\*)?$|^(GET|POST) \/trpc\/:path$/
    const said = Object.keys(permissions).filter((name) => !served.test(name))
    expect(said.sort()).toEqual([...procedures, ...endpoints].sort())
  })

  it('is what the table of permissions says: others are told that they may not', () => {
    for (const [name, row] of rows)
      for (const [who, asker] of Object.entries(city.askers)) {
        const allowed = permissionOf(name)?.who ?? []
        if (allowed === 'anyone') continue
        const told = Object.values(row[who] ?? {})
        const may =
          asker !== null &&
          (allowed === 'signed-in'
            ? asker.kind !== 'source'
            : asker.roles.some((role) => allowed.includes(role)))
        if (!may) expect([name, who, ...told]).toEqual([name, who, told[0], told[0], told[0]])
        if (!may) expect(['U', 'F'], `${name} ${who}`).toContain(told[0])
      }
  })

  it('shows an administrator no case and no figure', () => {
    const names = [
      ...['account', 'device', 'key', 'audit', 'backup', 'setting', 'session', 'wall', 'setup'],
      ...['city.get', 'region.tree', 'theme.list', 'indicator.catalog', 'measure.list'],
      ...['feed.health', 'GET /api/v1/audit.csv'],
    ]
    for (const [name, row] of rows)
      if (permissionOf(name)?.who !== 'anyone' && !names.some((one) => name.startsWith(one)))
        for (const role of administratorRoles)
          for (const told of Object.values(row[role] ?? {}))
            expect(['F', 'U'], `${name} ${role}`).toContain(told)
  })

  it('hides another district and the city from everybody of a district', () => {
    const placed = [...rows].filter(([name]) => {
      const [own, sibling] = [city.at.own, city.at.sibling].map((at) =>
        JSON.stringify([inputsOf(at, named)[name], requestsOf(at, named)[name]]),
      )
      return own !== sibling && permissionOf(name)?.who !== 'anyone'
    })
    expect(placed.length).toBeGreaterThan(60)
    // A question that names more than one sees is answered without it, and says so.
    const without = ['analysis.ask', 'analysis.clock', 'POST /api/v1/exports']
    for (const [name, row] of placed)
      if (!without.includes(name))
        for (const role of viewers)
          for (const place of ['sibling', 'parent'] as const)
            expect(['N', 'F'], `${name} ${role} ${place}`).toContain(row[role]?.[place])
  })
})
