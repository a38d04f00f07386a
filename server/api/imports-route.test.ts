import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import Fastify from 'fastify'
import { afterEach, describe, expect, test } from 'vitest'
import { anAudit } from '../../test/an-audit.ts'
import { goodRow, plainMapping, table } from '../../test/import-city.ts'
import { nantongPack, noon } from '../../test/demo-city.ts'
import { demoPerson, sourceAsker, type Asker } from '../../shared/access/asker.ts'
import { importRouteParts } from '../app/import-parts.ts'
import { wire } from '../app/open-writer.ts'
import { openDatabase } from '../db/open.ts'
import { CityView } from '../queries/city-view.ts'
import { saveImportMapping, type SaveImportMapping } from '../commands/save-import-mapping.ts'
import { importsRoute } from './imports-route.ts'
import type { Services } from './services.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

async function aServer() {
  const dataDir = mkdtempSync(join(tmpdir(), 'imports-route-'))
  const clock = { time: noon, now: () => clock.time }
  const pack = nantongPack()
  const database = openDatabase(':memory:')
  const writer = wire(pack, database, clock)
  const view = new CityView(database, pack, clock)
  const due: { at: number; run(): void }[] = []
  const timers = {
    after: (ms: number, run: () => void) => {
      const one = { at: clock.time + ms, run }
      due.push(one)
      return { cancel: () => void due.splice(due.indexOf(one), 1) }
    },
  }
  const services = {
    view,
    ...anAudit(database),
    attachments: { find: () => null },
    reference: { regionAt: () => ({ inside: false }) },
    take: async (asker: Asker, facts: readonly unknown[]) =>
      writer.ingest.takeNow(asker, facts, clock.time),
    order: (asker: Asker, order: SaveImportMapping) =>
      saveImportMapping({ ...writer, mask: (text) => text }, asker, order, clock.time),
    askerOf: ({ bearer, demoRole }: { bearer: string | null; demoRole?: string }) =>
      bearer === null
        ? demoPerson(demoRole === 'duty-officer' ? 'duty-officer' : 'analyst', pack.cityRegion)
        : bearer === 'grid-key'
          ? sourceAsker('grid-key', ['grid'])
          : null,
  } as unknown as Services
  const parts = importRouteParts(
    { packFolder: 'seed/nantong', dataDir },
    services,
    view,
    (rows) => writer.reject(rows),
    clock,
    timers,
  )
  const app = Fastify()
  await app.register(cookie)
  await app.register(async (scope) => importsRoute(scope, services, parts))
  const ask = async (
    method: 'GET' | 'POST',
    path: string,
    payload: string | Buffer | object = '',
    headers: Record<string, string> = { cookie: 'shiyu-demo-role=duty-officer' },
  ) => {
    const answer = await app.inject({ method, url: `/api/v1/imports/${path}`, payload, headers })
    const json = String(answer.headers['content-type']).includes('json')
    return { status: answer.statusCode, body: json ? answer.json() : answer.body, answer }
  }
  opened.push({
    close: async () => {
      await app.close()
      parts.uploads.clear()
      database.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  })
  const kept = () =>
    existsSync(join(dataDir, 'uploads')) ? readdirSync(join(dataDir, 'uploads')) : []
  const pass = (ms: number): void => {
    clock.time += ms
    for (const { at, run } of [...due]) if (at <= clock.time) run()
  }
  return { ask, writer, kept, pass, parts }
}

const mapping = plainMapping

describe('a file of work orders over HTTP', () => {
  test('is previewed, tried, taken in, and its mapping kept for the next time', async () => {
    const { ask, writer } = await aServer()
    const preview = await ask('POST', 'preview?file=热线.csv', table(goodRow))
    expect(preview.status).toBe(200)
    const { upload, saved } = preview.body
    expect(saved).toEqual([])
    const head = writer.log.headPosition()

    const dry = await ask('POST', `${upload}/dry-run`, { mapping })
    expect(dry.body).toMatchObject({ dryRun: true, rows: 1, accepted: 3, position: null })
    expect(writer.log.headPosition()).toBe(head)

    const first = await ask('POST', `${upload}/run`, { mapping, saveAs: '我的日报' })
    expect(first.body).toMatchObject({ dryRun: false, rows: 1, accepted: 3, duplicate: 0 })
    const again = await ask('POST', `${upload}/run`, { mapping })
    expect(again.body).toMatchObject({ accepted: 0, duplicate: 3, position: null })

    const { body } = await ask('GET', 'mappings')
    expect(body.map((one: { name: string; origin: string }) => [one.origin, one.name])).toEqual([
      ['pack', '12345热线工单导出'],
      ['pack', '数字城管案件导出'],
      ['saved', '我的日报'],
    ])
    const next = await ask('POST', 'preview?file=热线.csv', table(goodRow))
    expect(next.body.saved).toMatchObject([{ name: '我的日报' }])
  })

  test('gives its refused rows back as a file that no spreadsheet runs', async () => {
    const { ask } = await aServer()
    const { upload } = (
      await ask('POST', 'preview?file=a.csv', table('R1,昨天,=1+1,13812345678,,,,,'))
    ).body
    expect((await ask('GET', `${upload}/rejected.csv`)).body.error).toMatchObject({
      code: 'not-found',
      message: '这个文件还没有试导或导入。',
    })
    await ask('POST', `${upload}/dry-run`, { mapping })
    const { body, answer } = await ask('GET', `${upload}/rejected.csv`)
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="rejected.csv"',
      'x-content-type-options': 'nosniff',
    })
    expect(body.startsWith('\ufeff行号,原因,工单编号')).toBe(true)
    expect(body).toContain(`,R1,昨天,'=1+1,[电话],`)
  })

  test('is for the duty officer, and for a key only in the name of its own channel', async () => {
    const { ask } = await aServer()
    const body = table(goodRow)
    const analyst = await ask('POST', 'preview', body, { cookie: 'shiyu-demo-role=analyst' })
    expect(analyst).toMatchObject({
      status: 403,
      body: { error: { message: '只有值班长可以导入工单。' } },
    })
    expect((await ask('POST', 'preview', body, { authorization: 'Bearer wrong' })).status).toBe(401)
    const key = { authorization: 'Bearer grid-key' }
    const { upload } = (await ask('POST', 'preview?file=a.csv', body, key)).body
    const other = await ask('POST', `${upload}/run`, { mapping }, key)
    expect(other).toMatchObject({
      status: 403,
      body: { error: { message: '此密钥不能代表来源 hotline 导入。' } },
    })
    const own = await ask('POST', `${upload}/run`, { mapping: { ...mapping, source: 'grid' } }, key)
    expect(own.body).toMatchObject({ accepted: 3 })
  })

  test('is kept half an hour, and not at all where it is no table', async () => {
    const { ask, kept, pass, parts } = await aServer()
    const { upload } = (await ask('POST', 'preview?file=a.csv', table(goodRow))).body
    expect(kept()).toHaveLength(1)
    const picture = await ask('POST', 'preview?file=a.csv', Buffer.from('\x89PNG\0\0'))
    expect(picture).toMatchObject({ status: 400 })
    expect((await ask('POST', 'preview?file=a.csv', '')).body.error.message).toBe('文件是空的。')
    expect(kept()).toHaveLength(1)
    pass(30 * 60_000)
    expect(kept()).toEqual([])
    expect(await ask('POST', `${upload}/run`, { mapping })).toMatchObject({
      status: 404,
      body: { error: { message: '文件已过期或不存在（只留 30 分钟）；请重新上传。' } },
    })
    await ask('POST', 'preview?file=a.csv', table(goodRow))
    parts.uploads.clear()
    expect(kept()).toEqual([])
  })

  test('waits where twenty others are kept', async () => {
    const { ask } = await aServer()
    for (let i = 0; i < 20; i += 1) await ask('POST', 'preview?file=a.csv', 'a,b\n1,2\n')
    expect(await ask('POST', 'preview?file=a.csv', 'a,b\n1,2\n')).toMatchObject({
      status: 429,
      body: { error: { message: '暂存的文件已有 20 个；请等别人导完，或半小时后再传。' } },
    })
  })

  test('with a mapping that is none is refused with the field', async () => {
    const { ask } = await aServer()
    const { upload } = (await ask('POST', 'preview?file=a.csv', table(goodRow))).body
    const bad = await ask('POST', `${upload}/dry-run`, { mapping: { ...mapping, columns: {} } })
    expect(bad.status).toBe(400)
    expect(bad.body.error.message).toMatch(/^映射有误：\ncolumns\.number：/)
    expect((await ask('POST', `${upload}/dry-run`, '[')).body.error.message).toBe(
      '请求体应为 JSON：{"mapping": {…}}。',
    )
  })
})
