import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DomainError } from '../../shared/errors.ts'
import { assertFull, openDatabase } from './open.ts'
import { guardPack } from './pack-guard.ts'
import { takeWriterLock } from './writer-lock.ts'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'shiyu-db-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const codeOf = (work: () => unknown): string | null => {
  try {
    work()
    return null
  } catch (error) {
    return error instanceof DomainError ? error.code : 'another error'
  }
}

test('a file that is opened again still commits with synchronous=FULL, for writers and readers', () => {
  const path = join(folder, 'city.db')
  openDatabase(path).close()
  for (const readonly of [false, true]) {
    const { sqlite, close } = openDatabase(path, { readonly })
    expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(sqlite.pragma('synchronous', { simple: true })).toBe(2)
    expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1)
    close()
  }
})

test('a connection that lost FULL is not accepted', () => {
  const { sqlite, close } = openDatabase(':memory:')
  sqlite.pragma('synchronous = NORMAL')
  expect(() => assertFull(sqlite)).toThrow('not FULL')
  close()
})

test('the tables are made once, however often the file is opened', () => {
  const path = join(folder, 'city.db')
  const first = openDatabase(path)
  first.sqlite.prepare("INSERT INTO meta VALUES ('kept', 'yes')").run()
  first.close()
  const again = openDatabase(path)
  expect(again.sqlite.prepare('SELECT value FROM meta').pluck().all()).toEqual(['yes'])
  again.close()
})

test('a reader cannot write', () => {
  const path = join(folder, 'city.db')
  openDatabase(path).close()
  const reader = openDatabase(path, { readonly: true })
  expect(() => reader.sqlite.prepare("INSERT INTO meta VALUES ('a', 'b')").run()).toThrow(
    'readonly',
  )
  reader.close()
})

test('a file belongs to the pack that first wrote it', () => {
  const { sqlite, close } = openDatabase(':memory:')
  expect(codeOf(() => guardPack(sqlite, 'boston', false))).toBeNull()
  guardPack(sqlite, 'nantong')
  expect(codeOf(() => guardPack(sqlite, 'nantong'))).toBeNull()
  expect(codeOf(() => guardPack(sqlite, 'boston'))).toBe('pack-mismatch')
  close()
})

test('a second writer of the same folder is refused until the first lets go', () => {
  const lock = takeWriterLock(folder)
  expect(codeOf(() => takeWriterLock(folder))).toBe('writer-locked')
  lock.release()
  lock.release()
  takeWriterLock(folder).release()
})
