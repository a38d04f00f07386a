import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { httpOptions } from './http-options.ts'
import { openSecrets, secretsFile } from './secrets.ts'

let dataDir = ''
beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), 'secrets-'))))
afterEach(() => rmSync(dataDir, { recursive: true }))

const keyOf = (env = {}) => openSecrets(dataDir, env).auditKey.export().toString('base64')
const wordsOf = (work: () => unknown): string => {
  try {
    work()
    return ''
  } catch (error) {
    return String(error)
  }
}

test('the first start makes secrets that only the server’s account may read, and later ones find them', () => {
  const key = keyOf()
  expect(Buffer.from(key, 'base64')).toHaveLength(32)
  expect(statSync(secretsFile(dataDir)).mode & 0o777).toBe(0o600)
  expect(keyOf()).toBe(key)
  expect(readdirSync(dataDir)).toEqual(['secrets.json'])
  const elsewhere = mkdtempSync(join(tmpdir(), 'secrets-'))
  expect(openSecrets(elsewhere, {}).auditKey.export().toString('base64')).not.toBe(key)
  rmSync(elsewhere, { recursive: true })
})

test.each([0o640, 0o604, 0o644, 0o660])(
  'a file of mode %o stops the start, and says what to do',
  (mode) => {
    const key = keyOf()
    chmodSync(secretsFile(dataDir), mode)
    const words = wordsOf(keyOf)
    expect(words).toContain(`chmod 600 '${secretsFile(dataDir)}'`)
    expect(words).not.toContain(key)
    chmodSync(secretsFile(dataDir), 0o600)
    expect(keyOf()).toBe(key)
  },
)

test('a damaged file stops the start and is neither replaced nor quoted', () => {
  writeFileSync(secretsFile(dataDir), '{"auditKey":"half-a-secret', { mode: 0o600 })
  const words = wordsOf(keyOf)
  expect(words).toContain('已损坏')
  expect(words).not.toContain('half-a-secret')
  expect(readFileSync(secretsFile(dataDir), 'utf8')).toContain('half-a-secret')
})

test('the environment may give the key instead; what is no key is refused without quoting it', () => {
  const given = Buffer.alloc(32, 5).toString('base64')
  expect(keyOf({ AUDIT_KEY: given })).toBe(given)
  expect(readdirSync(dataDir)).toEqual([])
  const words = wordsOf(() => keyOf({ AUDIT_KEY: 'too-short' }))
  expect(words).toContain('AUDIT_KEY')
  expect(words).not.toContain('too-short')
})

test('nothing secret reaches the log, whichever way it is logged', () => {
  const lines: string[] = []
  const stream = new Writable({
    write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()),
  })
  const { logger } = httpOptions({ logLevel: 'info', trustProxy: null })
  const log = pino(logger as pino.LoggerOptions, stream)
  const secrets = openSecrets(dataDir, {})
  const { auditKey } = secrets
  log.info({ secrets, auditKey }, 'started')
  log.error(new Error(String(auditKey)))
  log.info({ body: { name: 'wang', password: 'Tongzhou-2026' }, token: 'a-token' }, 'sign-in')
  log.info({ headers: { cookie: 'shiyu-session=abc', authorization: 'Bearer key-of-12345' } })
  const written = lines.join('')
  expect(lines).toHaveLength(4)
  for (const form of ['base64', 'hex', 'base64url'] as const)
    expect(written).not.toContain(auditKey.export().toString(form))
  for (const secret of ['Tongzhou-2026', 'a-token', 'shiyu-session=abc', 'key-of-12345'])
    expect(written).not.toContain(secret)
})
