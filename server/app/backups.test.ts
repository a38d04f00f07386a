import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoPerson } from '../../shared/access/asker.ts'
import { DomainError } from '../../shared/errors.ts'
import { makeZone } from '../../shared/time/zone.ts'
import { nameOf } from '../backup/make-backup.ts'
import type { Manifest } from '../backup/manifest.ts'
import { makeBackups } from './backups.ts'

const zone = makeZone('Asia/Shanghai')
const hourMs = 3_600_000
/** Half past two in the night of 6 November 2026 in 南通. */
const due = Date.UTC(2026, 10, 5, 18, 30)
const admin = demoPerson('system-admin', 1)

let dataDir = ''
beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), 'backups-'))))
afterEach(() => rmSync(dataDir, { recursive: true }))

function aServer(kept = 14) {
  const state = { now: due - hourMs, broken: false, rows: [] as string[], finish: () => {} }
  const desk = {
    ready: () => {},
    flush: async () => {},
    saw: (asker: { id: string }, action: string) => void state.rows.push(`${asker.id} ${action}`),
  }
  const backups = makeBackups({
    ...{ config: { dataDir, backup: { folder: null, atMinute: 150, kept } }, zone, desk },
    now: () => state.now,
    failed: () => {},
    make: async ({ root, at, by }) => {
      if (state.broken) throw new Error('磁盘已满')
      await new Promise<void>((resolve) => void (state.finish = resolve))
      const figures = { position: 7, rows: {}, sums: {}, audit: null }
      const made: Manifest = {
        ...{ version: 1, at, pack: 'small', by, figures, tookMs: 5 },
        ...{ database: { bytes: 100, sha256: '' }, files: { count: 2, bytes: 20 } },
      }
      mkdirSync(join(root, nameOf(at)), { recursive: true })
      writeFileSync(join(root, nameOf(at), 'backup.json'), JSON.stringify(made))
      return made
    },
  })
  const settle = async () => {
    state.finish()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { backups, state, settle }
}

test('a backup by button is made once at a time, listed, and audited with who asked', async () => {
  const { backups, state, settle } = aServer()
  backups.run(admin)
  expect(() => backups.run(admin)).toThrow(DomainError)
  expect(backups.list()).toMatchObject({ backups: [], runningSince: due - hourMs })
  await settle()
  expect(backups.list()).toMatchObject({ runningSince: null, failure: null, kept: 14 })
  expect(backups.list().backups).toEqual([
    {
      ...{ name: '2026-11-05T17-30-00Z', at: due - hourMs, by: '演示系统管理员' },
      ...{ position: 7, bytes: 120, files: 2, tookMs: 5 },
    },
  ])
  expect(state.rows).toEqual(['demo-system-admin backup', 'demo-system-admin backup-made'])
})

test('the schedule makes one a day, and one that was missed while the server was down at once', async () => {
  const { backups, state, settle } = aServer()
  // A city without any backup is not left waiting for the night.
  backups.tick()
  expect(backups.list().runningSince).toBe(due - hourMs)
  await settle()
  expect(backups.list().nextAt).toBe(due)
  state.now = due - 1
  backups.tick()
  expect(backups.list().runningSince).toBeNull()
  state.now = due
  backups.tick()
  expect(backups.list().runningSince).toBe(due)
  await settle()
  state.now = due + 10 * 24 * hourMs + hourMs
  backups.tick()
  expect(backups.list().runningSince).toBe(state.now)
  await settle()
  expect(backups.list().nextAt).toBe(due + 11 * 24 * hourMs)
  expect(state.rows.filter((row) => row === 'system backup-made')).toHaveLength(3)
})

test('a failure is said in words and tried again after an hour', async () => {
  const { backups, state, settle } = aServer()
  state.broken = true
  backups.tick()
  await settle()
  const failedAt = state.now
  expect(backups.list().failure).toEqual({ at: failedAt, what: '磁盘已满' })
  expect(state.rows).toEqual(['system backup', 'system backup-failed'])
  state.broken = false
  state.now = failedAt + hourMs - 1
  backups.tick()
  expect(backups.list().runningSince).toBeNull()
  state.now = failedAt + hourMs
  backups.tick()
  expect(backups.list().runningSince).toBe(state.now)
  await settle()
  expect(backups.list().failure).toBeNull()
})

test('without a schedule none is made by itself', () => {
  const { backups, state } = aServer(0)
  state.now = due + 100 * hourMs
  backups.tick()
  expect(backups.list()).toMatchObject({ runningSince: null, nextAt: null })
})
