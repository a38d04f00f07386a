import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { questionLimits } from '../../shared/analysis/question.ts'
import type { ExportState } from '../../shared/exports/request.ts'
import { signedInAs } from '../../test/signed-in.ts'
import { aPng } from '../../test/some-files.ts'
import { loadCityPack } from '../city/load-city-pack.ts'
import { openDatabase } from '../db/open.ts'
import { readConfig } from './config.ts'
import { databaseFile } from './open-writer.ts'
import { startServer, type CityServer } from './server.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'threads-'))
const key = 'a-source-key'
const start = () =>
  startServer(
    readConfig({ DATA_DIR: dataDir, PORT: '0', SOURCE_KEY: key, DEMO: '0', LOG_LEVEL: 'silent' }),
  )
let server: CityServer
let cookie = ''
beforeAll(async () => {
  server = await start()
  cookie = await signedInAs('leader', server.setupUrl ?? '')
})
afterAll(async () => {
  await server.stop()
  rmSync(dataDir, { recursive: true })
})

const ofSource = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
const tell = async (facts: object[]) =>
  (
    await fetch(`${server.url}/api/v1/facts`, {
      ...{ method: 'POST', headers: ofSource, body: JSON.stringify(facts) },
    })
  ).json()
const upload = async (bytes: Buffer) =>
  (
    await fetch(`${server.url}/api/v1/attachments?name=现场.png`, {
      ...{ method: 'POST', headers: { authorization: ofSource.authorization } },
      body: new Uint8Array(bytes),
    })
  ).json() as Promise<{ hash: string }>
const ask = async (procedure: string, input: object) =>
  (
    await fetch(
      `${server.url}/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`,
      { headers: { cookie } },
    )
  ).json()
const order = async (procedure: string, input: object) => {
  const answer = await fetch(`${server.url}/trpc/${procedure}`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json', 'x-shiyu': '1', cookie } },
    body: JSON.stringify(input),
  })
  return { status: answer.status, body: await answer.json() }
}
const report = (n: number) => ({
  ...{ type: 'case-reported', key: `r${n}`, source: 'hotline', case: `N${n}`, region: '320613' },
  ...{ occurredAt: Date.now() - 60_000, eventType: '0102' },
})

it('of two at one case in the same instant the second is told who came first', async () => {
  await tell([report(1)])
  const { result } = await ask('case.queue', { region: 1, filter: 'all' })
  const { caseId, position: expected } = result.data.rows[0]
  const say = { caseId, expected, owner: '分管市领导', due: null }
  const both = await Promise.all([
    order('case.supervise', say),
    order('case.supervise', { ...say, owner: '值班室' }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  const refused = both.find(({ status }) => status === 409)?.body.error.data.fault
  expect(refused).toMatchObject({
    code: 'conflict',
    params: {
      what: '此案已由领导督办，请看过再办',
      by: '领导',
      changed: 'case-supervised',
      id: caseId,
    },
  })
  const parcel = await ask('case.parcel', { caseId })
  expect(parcel.result.data.history.map((one: { type: string }) => one.type)).toEqual([
    ...['case-reported', 'case-supervised'],
  ])
})

it('a file that a case refers to outlives the server; one that none refers to goes after a day', async () => {
  const used = await upload(aPng({ grey: 1 }))
  const lost = await upload(aPng({ grey: 2 }))
  const resolved = { ...report(2), type: 'case-resolved', key: 'x2', attachments: [used.hash] }
  const { verdicts } = await tell([report(2), resolved])
  expect(verdicts.map((one: { reasons: unknown[] }) => one.reasons)).toEqual([[], []])
  const { result } = await ask('case.queue', { region: 1, filter: 'all', text: 'N2' })
  const path = `/api/v1/cases/${result.data.rows[0].caseId}/attachments/${used.hash}`
  await server.stop()

  const files = join(dataDir, 'attachments')
  for (const name of readdirSync(files, { recursive: true, encoding: 'utf8' }))
    utimesSync(join(files, name), 0, Date.now() / 1000 - 90_000)
  server = await start()
  const found = (hash: string) => existsSync(join(files, hash.slice(0, 2), hash))
  expect([found(used.hash), found(lost.hash)]).toEqual([true, false])
  const answer = await fetch(`${server.url}${path}`, { headers: { cookie } })
  expect([answer.status, answer.headers.get('content-security-policy')]).toEqual([
    200,
    "default-src 'none'; sandbox",
  ])
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(aPng({ grey: 1 }))
})

it('a cancelled export leaves no file and its thread to the next, and each is in the audit log', async () => {
  const json = { 'content-type': 'application/json', 'x-shiyu': '1', cookie }
  const exports = `${server.url}/api/v1/exports`
  const { indicators, regions } = loadCityPack('seed/nantong')
  const post = async (most: { indicators: number; regions: number }) => {
    const question = {
      indicators: indicators.slice(0, most.indicators).map(({ id }) => id),
      regions: regions.slice(0, most.regions).map(({ id }) => id),
      ...{ from: '2026-01-01', to: '2026-10-01', grain: 'day' },
    }
    const body = JSON.stringify({ question, format: 'csv' })
    const answer = await fetch(exports, { method: 'POST', headers: json, body })
    return ((await answer.json()) as { id: string }).id
  }
  const stateOf = async (id: string) => {
    const answer = await fetch(`${exports}/${id}`, { headers: { cookie } })
    const body = (await answer.json()) as Partial<ExportState>
    return { status: answer.status, ...body, words: body.words }
  }
  const folder = join(dataDir, 'exports')

  const long = await post(questionLimits)
  await expect
    .poll(async () => (await stateOf(long)).done ?? 0, { timeout: 60_000 })
    .toBeGreaterThan(0)
  const { total = 0, done = 0 } = await stateOf(long)
  expect(total).toBeGreaterThan(done)
  expect(readdirSync(folder)).toEqual([long])
  const stopped = await fetch(`${exports}/${long}`, {
    method: 'DELETE',
    headers: { 'x-shiyu': '1', cookie },
  })
  expect([stopped.status, (await stateOf(long)).status]).toEqual([204, 404])

  const short = await post({ indicators: 1, regions: 1 })
  await expect.poll(async () => (await stateOf(short)).state, { timeout: 60_000 }).toBe('done')
  expect(readdirSync(folder)).toEqual([short])
  expect(await (await fetch(`${exports}/${short}/file`, { headers: { cookie } })).text()).toMatch(
    /^\ufeff?指标,区域,期,数值/,
  )

  const database = openDatabase(databaseFile(dataDir), { readonly: true })
  const rows = database.sqlite
    .prepare<[], { action: string; name: string; detail: string }>(
      `SELECT action, asker_name AS name, detail FROM audit WHERE action = 'export' ORDER BY number`,
    )
    .all()
  database.close()
  expect(rows.map(({ name }) => name)).toEqual(['值守', '值守'])
  expect(rows.map(({ detail }) => JSON.parse(detail))).toMatchObject([
    { format: 'csv', question: { regions: expect.any(Array), at: expect.any(Number) } },
    { format: 'csv', question: { indicators: [indicators[0]?.id], regions: [regions[0]?.id] } },
  ])
})
