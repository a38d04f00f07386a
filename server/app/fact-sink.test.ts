import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { SourceFact } from '../../shared/events/source-fact.ts'
import { readFactsBody } from '../ingest/http.ts'
import { serverSink } from './fact-sink.ts'

const folder = mkdtempSync(join(tmpdir(), 'shiyu-sink-'))
const closing: (() => void)[] = [() => rmSync(folder, { recursive: true })]
afterEach(() => closing.splice(0).forEach((close) => close()))

const fact: SourceFact = {
  type: 'case-closed',
  key: 'k1',
  source: 'other',
  case: '1',
  occurredAt: 1_300_000_000_000,
}

test('an import goes to the server that holds the lock, and without its address says why not', async () => {
  expect(() => serverSink(folder)).toThrow(/server\.json/)
  const heard: unknown[] = []
  const server = createServer((request, response) => {
    const body: Buffer[] = []
    request.on('data', (piece: Buffer) => body.push(piece))
    request.on('end', () => {
      heard.push(request.url, request.headers.authorization, ...readFactsBody(Buffer.concat(body)))
      const [verdict] = [{ index: 0, key: 'k1', verdict: 'duplicate', position: 7, reasons: [] }]
      response.end(JSON.stringify({ accepted: 0, verdicts: [verdict] }))
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  closing.push(() => server.close())
  const { port } = server.address() as AddressInfo
  const address = { url: `http://127.0.0.1:${port}`, key: 'secret-of-the-source' }
  writeFileSync(join(folder, 'server.json'), JSON.stringify(address))
  expect(await serverSink(folder).take([fact])).toMatchObject([
    { verdict: 'duplicate', position: 7 },
  ])
  expect(heard).toEqual(['/api/v1/facts', 'Bearer secret-of-the-source', fact])
})
