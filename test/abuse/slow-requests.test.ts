import { connect, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { guard } from '../../server/api/guard/guard.ts'
import { httpOptions } from '../../server/app/http-options.ts'

const limits = {
  ...{ headersMs: 150, requestMs: 5_000, silentMs: 400, checkMs: 25, bodyBytes: 1024 },
}
let app: FastifyInstance
let port: number
const open: Socket[] = []

beforeEach(async () => {
  app = Fastify(httpOptions({ logLevel: 'silent', trustProxy: null }, limits))
  guard(app, () => null, { bodyMs: 150 })
  app.post('/trpc/:path', () => 'taken')
  app.get('/healthz', () => 'well')
  await app.listen({ port: 0, host: '127.0.0.1' })
  port = (app.server.address() as AddressInfo).port
})
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy()
  await app.close()
})

/** Says something and then nothing more; resolves with all that was answered until the server hung up. */
function say(words: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(words))
    open.push(socket)
    let said = ''
    socket.on('data', (chunk) => (said += String(chunk)))
    socket.on('close', () => resolve(said))
    socket.on('error', reject)
  })
}
const post = (length: number) =>
  `POST /trpc/a HTTP/1.1\r\nHost: x\r\nX-Shiyu: 1\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`

it('headers that never end are hung up on within their time', async () => {
  expect(await say('GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: ')).toMatch(/^HTTP\/1.1 408/)
})

it('a body that never ends is answered 408 and hung up on within its time', async () => {
  expect(await say(`${post(100)}{"a":`)).toMatch(/^HTTP\/1.1 408[\s\S]*没有按时到齐/)
})

it('a connection on which nothing is said is hung up on', async () => {
  await say('')
})

it('two hundred slow ones at once keep nobody else waiting', async () => {
  const slow = Array.from({ length: 200 }, () => say('GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: '))
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`)
  expect(await answer.text()).toBe('well')
  const answers = await Promise.all(slow)
  expect(answers.every((said) => said.startsWith('HTTP/1.1 408'))).toBe(true)
})

it('a body beyond the limit is answered 413 before it has come', async () => {
  expect(await say(`${post(5_000)}${' '.repeat(10)}`)).toMatch(/^HTTP\/1.1 413[\s\S]*too-large/)
})

it('a body whose length is told twice is refused with 400 (request smuggling)', async () => {
  const both = post(4).replace('\r\n\r\n', '\r\nTransfer-Encoding: chunked\r\n\r\n')
  expect(await say(`${both}0\r\n\r\n`)).toMatch(/^HTTP\/1.1 400/)
})

it('headers beyond 16 KiB are refused with 431', async () => {
  const words = `GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`
  expect(await say(words)).toMatch(/^HTTP\/1.1 431/)
})

it('a file may take longer than other bodies', async () => {
  await app.close()
  app = Fastify(httpOptions({ logLevel: 'silent', trustProxy: null }, limits))
  guard(app, () => null, { bodyMs: 50 })
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_r, body, done) => done(null, body))
  app.post('/api/v1/attachments', () => 'kept')
  await app.listen({ port: 0, host: '127.0.0.1' })
  port = (app.server.address() as AddressInfo).port
  const head = post(8)
    .replace('/trpc/a', '/api/v1/attachments')
    .replace('application/json', 'application/octet-stream')
    .replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')
  const answered = new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`${head}half`)
      setTimeout(() => socket.write('more'), 150)
    })
    open.push(socket)
    let said = ''
    socket.on('data', (chunk) => (said += String(chunk)))
    socket.on('close', () => resolve(said))
    socket.on('error', reject)
  })
  expect(await answered).toMatch(/^HTTP\/1.1 200[\s\S]*kept/)
})
