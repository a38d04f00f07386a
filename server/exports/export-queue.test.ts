import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { afterEach, expect, it } from 'vitest'
import { demoPerson, sourceAsker, type Asker } from '../../shared/access/asker.ts'
import { makeTestCity } from '../../test/demo-city.ts'
import { exportsRoute } from '../api/exports-route.ts'
import type { Services } from '../api/services.ts'
import { anAudit } from '../../test/an-audit.ts'
import type { AskedExport } from './asked.ts'
import { exportStateAnswer } from '../api/rest/export-operations.ts'
import { ExportQueue, exportLimits, type ExportMaker } from './export-queue.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A server whose files are made by hand: `finish` and `fail` say what came of the one being made. */
async function aDesk() {
  const city = makeTestCity()
  city.take([
    {
      ...{ type: 'case-reported', key: 'k-1', source: 'hotline', case: 'k-1' },
      ...{ occurredAt: city.clock.time - 3_600_000, region: '320613', eventType: '0102' },
    },
  ])
  const folder = join(mkdtempSync(join(tmpdir(), 'export-queue-')), 'exports')
  const due: { at: number; run(): void }[] = []
  const timers = {
    after: (ms: number, run: () => void) => {
      const one = { at: city.clock.time + ms, run }
      due.push(one)
      return { cancel: () => void (due.includes(one) && due.splice(due.indexOf(one), 1)) }
    },
  }
  let making: { path: string; resolve(): void; reject(error: Error): void } | null = null
  const makers = { started: 0, stopped: 0 }
  const maker = (): ExportMaker => {
    makers.started += 1
    return {
      make: (_asked, path) =>
        new Promise((resolve, reject) => (making = { path, resolve, reject })),
      cancel: () => making?.reject(new Error('cancelled')),
      stop: () => void (makers.stopped += 1),
    }
  }
  const queue = new ExportQueue({ folder, now: city.clock.now, timers, startMaker: maker })
  const audits: { asker: string; asked: AskedExport }[] = []
  const people: Record<string, Asker> = {
    analyst: demoPerson('analyst', 1),
    leader: demoPerson('leader', 1),
  }
  const services = {
    view: city.view,
    ...anAudit(city.view.database),
    askerOf: ({ bearer }: { bearer: string | null }) =>
      bearer === 'key' ? sourceAsker('key', ['*']) : (people[bearer ?? ''] ?? null),
  } as unknown as Services
  const app = Fastify()
  await app.register(async (scope) =>
    exportsRoute(scope, services, {
      queue,
      now: city.clock.now,
      demo: false,
      record: async ({ id }, asked) => void audits.push({ asker: id, asked }),
    }),
  )
  closing.push(async () => {
    queue.stop()
    await app.close()
    city.close()
    rmSync(join(folder, '..'), { recursive: true, force: true })
  })
  const question = {
    ...{ indicators: ['overview.accepted_today'], regions: [1] },
    ...{ from: '2026-11-01', to: '2026-11-05', grain: 'day' },
  }
  const call = (method: 'GET' | 'POST' | 'DELETE', path: string, who = 'analyst', body?: object) =>
    app.inject({
      ...{ method, url: `/api/v1/exports${path}` },
      headers: { authorization: `Bearer ${who}` },
      ...(body ? { payload: body } : {}),
    })
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return {
    ...{ city, folder, makers, audits, call },
    ask: async (who = 'analyst', format = 'csv') =>
      (await call('POST', '', who, { question, format })).json<{ id: string }>().id,
    async finish(content = '数据') {
      writeFileSync(making!.path, content)
      making!.resolve()
      await settled()
    },
    async pass(ms: number) {
      city.clock.time += ms
      for (const one of due.filter(({ at }) => at <= city.clock.time)) {
        due.splice(due.indexOf(one), 1)
        one.run()
      }
      await settled()
    },
  }
}

it('an export is asked for, made, and fetched under its Chinese name by whoever asked', async () => {
  const desk = await aDesk()
  const id = await desk.ask('analyst', 'xlsx')
  const state = (await desk.call('GET', `/${id}`)).json()
  expect(exportStateAnswer.strict().parse(state)).toMatchObject({ state: 'running', file: null })
  expect((await desk.call('GET', `/${id}/file`)).statusCode).toBe(409)
  await desk.finish()
  expect((await desk.call('GET', `/${id}`)).json()).toMatchObject({
    ...{ state: 'done', words: '完成' },
    file: {
      name: expect.stringMatching(/^今日受理_趋势_2026-11-01_2026-11-05_位置\d+\.xlsx$/),
      bytes: 6,
    },
  })
  const file = await desk.call('GET', `/${id}/file`)
  expect(file.body).toBe('数据')
  expect(file.headers['content-type']).toMatch('spreadsheetml.sheet')
  const { 'content-disposition': said } = file.headers
  const [, exact = ''] = /filename\*=UTF-8''(\S+)/.exec(String(said)) ?? []
  expect(decodeURIComponent(exact)).toMatch(/^今日受理_趋势/)
  expect(desk.audits).toMatchObject([
    { asker: 'demo-analyst', asked: { format: 'xlsx', question: { at: desk.city.view.position } } },
  ])
})

it('nobody else sees, fetches or cancels it, and a source key exports nothing', async () => {
  const desk = await aDesk()
  const id = await desk.ask()
  await desk.finish()
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/file'],
    ['DELETE', ''],
  ] as const)
    expect((await desk.call(method, `/${id}${path}`, 'leader')).statusCode).toBe(404)
  expect((await desk.call('GET', `/${id}`, 'key')).statusCode).toBe(401)
  expect((await desk.call('GET', `/${id}`)).statusCode).toBe(200)
})

it('one person cannot fill the queue, and says what is wrong with a question', async () => {
  const desk = await aDesk()
  for (let i = 0; i < exportLimits.perAsker; i += 1) await desk.ask()
  const more = await desk.call('POST', '', 'analyst', {
    question: { indicators: [], regions: [], from: '2026-11-01', to: '2026-11-02', grain: 'day' },
    format: 'csv',
  })
  expect([more.statusCode, more.json<{ error: { message: string } }>().error.message]).toEqual([
    429,
    '您已有 3 个导出在进行；请等它们完成或取消。',
  ])
  const bad = await desk.call('POST', '', 'leader', { question: {}, format: 'doc' })
  expect(bad.statusCode).toBe(400)
})

it('a cancelled export leaves no file, and the next one is made', async () => {
  const desk = await aDesk()
  const [first, second] = [await desk.ask(), await desk.ask('leader')]
  expect((await desk.call('DELETE', `/${first}`)).statusCode).toBe(204)
  expect((await desk.call('GET', `/${first}`)).statusCode).toBe(404)
  expect(existsSync(join(desk.folder, first))).toBe(false)
  await desk.finish()
  expect((await desk.call('GET', `/${second}`, 'leader')).json()).toMatchObject({ state: 'done' })
})

it('a file is gone after an hour, and the maker is let go when nobody asks', async () => {
  const desk = await aDesk()
  const id = await desk.ask()
  await desk.finish()
  expect(readFileSync(join(desk.folder, id), 'utf8')).toBe('数据')
  await desk.pass(exportLimits.idleMs)
  expect(desk.makers).toEqual({ started: 1, stopped: 1 })
  await desk.pass(exportLimits.keptMs)
  expect(existsSync(join(desk.folder, id))).toBe(false)
  expect((await desk.call('GET', `/${id}`)).statusCode).toBe(404)
})
