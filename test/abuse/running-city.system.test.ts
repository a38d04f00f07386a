import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../server/app/config.ts'
import { startServer, type CityServer } from '../../server/app/server.ts'
import { aPng } from '../some-files.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'abuse-'))
const key = 'a-source-key'
let server: CityServer
let port: number
beforeAll(async () => {
  const env = {
    DATA_DIR: dataDir,
    PORT: '0',
    SOURCE_KEY: key,
    DEMO: '1',
    LOG_LEVEL: 'silent',
    SIM_SCALE: '0.001',
  }
  server = await startServer(readConfig(env))
  port = Number(new URL(server.url).port)
})
afterAll(async () => {
  await server.stop()
  rmSync(dataDir, { recursive: true })
})

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}
/** A request whose path goes out as it stands: `fetch` would put it right. */
function ask(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body?: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path, method, headers, agent: false },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () =>
          resolve({
            ...{ status: answer.statusCode ?? 0, headers: answer.headers },
            body: Buffer.concat(chunks).toString('latin1'),
          }),
        )
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}
const duty = { cookie: 'shiyu-demo-role=duty-officer' }

describe('every answer', () => {
  it.each(['/wall', '/healthz', '/trpc/city.get', '/nothing/here', '/api/v1/nothing'])(
    '%s carries the headers that keep other pages away from ours',
    async (path) => {
      const { headers } = await ask(path)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers['permissions-policy']).toContain('camera=()')
      expect(headers['content-security-policy']).toMatch(/^default-src 'none';script-src 'self';/)
      expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe|https?:|\*/)
      // Not by http: a browser that once heard it would find nothing here any more.
      expect(headers['strict-transport-security']).toBeUndefined()
      expect(headers['x-powered-by']).toBeUndefined()
      expect(headers.server).toBeUndefined()
      expect(headers['access-control-allow-origin']).toBeUndefined()
    },
  )

  it('to an error says nothing of how we are made', async () => {
    const json = { 'content-type': 'application/json', 'x-shiyu': '1' }
    const answers = await Promise.all([
      ask('/trpc/case.accept', { ...json, ...duty }, 'POST', Buffer.from('{"not json')),
      ask('/trpc/case.get?input=%7B', duty),
      ask('/api/v1/exports', { ...json, ...duty }, 'POST', Buffer.from('[[[')),
      ask(
        '/api/v1/facts',
        { ...json, authorization: `Bearer ${key}` },
        'POST',
        Buffer.from('{"a":'),
      ),
      ask('/%zz'),
    ])
    for (const { status, body } of answers) {
      expect(status, body).toBeGreaterThanOrEqual(400)
      expect(status, body).toBeLessThan(500)
      expect(body).not.toMatch(/node_modules|\.ts:|at \w+ \(|SQLITE|fastify|\/work\//i)
    }
  })
})

describe('nothing outside its folder is handed out', () => {
  /** Beginnings of files that lie beside what is served. */
  const secrets = () => [
    readFileSync('package.json', 'latin1').slice(0, 60),
    readFileSync('seed/nantong/city.json', 'latin1').slice(0, 60),
    ...[key, 'SQLite format 3', 'root:x:0', '[core]'],
  ]
  const up = [
    '..',
    '%2e%2e',
    '.%2e',
    '..%2f..',
    '..%5c..',
    '%252e%252e',
    '....//',
    '..;',
    '%c0%ae%c0%ae',
    '..%00',
  ]
  const wanted = [
    'package.json',
    'seed/nantong/city.json',
    'server.json',
    'etc/passwd',
    '.git/config',
    'city.db',
  ]
  const folders = ['/', '/assets/', '/glyphs/', '/city/art/', '/city/art/icons/']

  it.each(folders)('from the files under %s, in any writing', async (folder) => {
    const hidden = secrets()
    const paths = up.flatMap((step) =>
      [1, 3, 6].flatMap((deep) =>
        wanted.map((file) => `${folder}${`${step}/`.repeat(deep)}${file}`),
      ),
    )
    const encoded = paths.map((path) => path.replace(/(?<=.)\//g, '%2f'))
    for (const path of [...paths, ...encoded]) {
      const { body } = await ask(path)
      for (const secret of hidden) expect(body.includes(secret), path).toBe(false)
    }
  })

  it('by ids of cases, attachments, reports, exports, imports and mappings', async () => {
    const hidden = secrets()
    const bad = [
      '..%2f..%2fserver.json',
      '%2e%2e%2fserver.json',
      '..%5cserver.json',
      '..%00',
      '%2fetc%2fpasswd',
      '....%2f%2fserver.json',
    ]
    const bearer = { authorization: `Bearer ${key}` }
    for (const id of bad) {
      const answers = await Promise.all([
        ask(`/api/v1/cases/1/attachments/${id}`, duty),
        ask(`/api/v1/cases/${id}/attachments/${id}`, duty),
        ask(`/api/v1/reports/${id}/file`, duty),
        ask(`/api/v1/reports/${id}/files/${id}`, duty),
        ask(`/api/v1/exports/${id}`, duty),
        ask(`/api/v1/exports/${id}/file`, duty),
        ask(`/api/v1/imports/${id}/rejected.csv`, duty),
        ask(`/api/v1/observations?mapping=${id}`, bearer, 'POST', Buffer.from('a,b')),
        ask(`/open311/v2/requests/${id}.json`),
        ask(
          `/trpc/region.boundaries?input=${encodeURIComponent(JSON.stringify({ level: decodeURIComponent(id) }))}`,
          duty,
        ),
      ])
      for (const { status, body } of answers) {
        expect(status).toBeGreaterThanOrEqual(400)
        expect(status).toBeLessThan(500)
        for (const secret of hidden) expect(body.includes(secret)).toBe(false)
      }
    }
  })
})

describe('no header is written by a stranger', () => {
  it('through the name of a file: it is served as it is named, on one line', async () => {
    const name = encodeURIComponent(
      'a\r\nSet-Cookie: a=b\r\n\r\n<script>alert(1)</script>"; x=".png',
    )
    const headers = { ...duty, 'x-shiyu': '1', 'content-type': 'image/png' }
    const kept = await ask(`/api/v1/attachments?name=${name}`, headers, 'POST', aPng())
    expect(kept.status).toBe(201)
    const { hash } = JSON.parse(kept.body) as { hash: string }
    const fact = {
      ...{
        type: 'case-reported',
        key: 'abuse-1',
        source: 'hotline',
        case: 'ABUSE-1',
        region: '320613',
      },
      ...{ occurredAt: Date.now() - 60_000, eventType: '0102', attachments: [hash] },
    }
    const bearer = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const taken = await ask(
      '/api/v1/facts',
      bearer,
      'POST',
      Buffer.from(JSON.stringify([fact, { ...fact, type: 'case-resolved', key: 'abuse-2' }])),
    )
    expect(JSON.parse(taken.body)).toMatchObject({ accepted: 2 })
    const question = encodeURIComponent(
      JSON.stringify({ region: 1, filter: 'all', text: 'ABUSE-1' }),
    )
    const listed = await ask(`/trpc/case.queue?input=${question}`, duty)
    expect(listed.status, listed.body).toBe(200)
    const queue = JSON.parse(listed.body) as {
      result: { data: { rows: { caseId: number }[] } }
    }
    const caseId = queue.result.data.rows[0]?.caseId
    const file = await ask(`/api/v1/cases/${caseId}/attachments/${hash}`, duty)
    expect(file.status).toBe(200)
    expect(file.headers['set-cookie']).toBeUndefined()
    expect(String(file.headers['content-disposition'])).not.toMatch(/[\r\n<>]|"; x="/)
    expect(file.headers['content-security-policy']).toBe("default-src 'none'; sandbox")
    expect(file.headers['content-type']).toBe('image/png')
  })

  it.each([
    '/wall%0d%0aSet-Cookie:%20a=b',
    '/drill/2%0d%0aLocation:%20https://evil.example',
    '/session/oidc?to=%0d%0aSet-Cookie:%20a=b',
  ])('through the address %s', async (path) => {
    const { headers } = await ask(path)
    expect(headers['set-cookie']).toBeUndefined()
    expect(headers.location ?? '').not.toContain('evil')
  })

  it('through a line break as it stands: it comes back in no header', async () => {
    const said = await new Promise<string>((resolve) => {
      let all = ''
      const socket = connect(port, '127.0.0.1', () =>
        socket.write('GET /wall\r\nSet-Cookie: a=b HTTP/1.1\r\nHost: x\r\n\r\n'),
      )
      socket.on('data', (chunk) => (all += String(chunk)))
      socket.on('close', () => resolve(all))
    })
    expect(said.split('\r\n\r\n')[0]).not.toMatch(/set-cookie/i)
  })

  it('through Host or X-Forwarded-Host: nobody is led elsewhere', async () => {
    for (const name of ['host', 'x-forwarded-host', 'x-original-url', 'x-rewrite-url'])
      for (const path of ['/', '/wall', '/session/oidc', '/city', '//evil.example/..']) {
        const { headers } = await ask(path, { [name]: 'evil.example' })
        expect(JSON.stringify(headers)).not.toContain('evil.example')
      }
  })
})

describe('a change', () => {
  const json = { 'content-type': 'application/json' }
  const body = Buffer.from(JSON.stringify({ role: 'duty-officer' }))

  it('is not made by a form or by fetch of another site: 403, and no cookie is set', async () => {
    const cross = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
    const answers = await Promise.all([
      ask('/trpc/session.choose', { ...duty, 'content-type': 'text/plain' }, 'POST', body),
      ask('/trpc/session.choose', { ...duty, ...json, ...cross }, 'POST', body),
      ask('/trpc/session.choose', { ...duty, ...json, ...cross, 'x-shiyu': '1' }, 'POST', body),
      ask('/trpc/session.choose', { ...json }, 'POST', body),
    ])
    for (const { status, headers } of answers) {
      expect(status).toBe(403)
      expect(headers['set-cookie']).toBeUndefined()
    }
  })

  it('is not made by a link: 405', async () => {
    const input = encodeURIComponent(body.toString())
    expect((await ask(`/trpc/session.choose?input=${input}`, duty)).status).toBe(405)
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const { status } = await ask(
        '/trpc/session.choose',
        { ...json, 'x-shiyu': '1' },
        method,
        body,
      )
      expect([400, 403, 404, 405]).toContain(status)
    }
  })

  it('is one and not a hundred: batches are refused with 400', async () => {
    const many = Array.from({ length: 100 }, () => 'search.query').join(',')
    expect((await ask(`/trpc/${many}?batch=1&input=%7B%7D`, duty)).status).toBe(400)
  })

  it('with more than it may say changes nothing: 400', async () => {
    const more = Buffer.from(
      JSON.stringify({ role: 'leader', roles: ['system'], regions: [1], id: 'system' }),
    )
    const {
      status,
      headers,
      body: said,
    } = await ask('/trpc/session.choose', { ...json, 'x-shiyu': '1' }, 'POST', more)
    expect(status, said).toBe(400)
    expect(headers['set-cookie']).toBeUndefined()
  })
})
