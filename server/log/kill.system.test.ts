import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inspect, killUnderLoad } from '../../test/kill/kill-under-load.ts'

let dataDir = ''
const acknowledged: string[] = []
beforeAll(() => void (dataDir = mkdtempSync(join(tmpdir(), 'shiyu-kill-'))))
afterAll(() => rmSync(dataDir, { recursive: true }))

test.each([
  { seed: 1, killAfter: 1 },
  { seed: 2, killAfter: 337 },
  { seed: 3, killAfter: 1_501 },
  { seed: 4, killAfter: 2_900 },
  { seed: 5, killAfter: 4_444 },
])(
  'a writer killed after $killAfter facts leaves each of them once and a city that adds up',
  async ({ seed, killAfter }) => {
    const killed = await killUnderLoad(dataDir, seed, killAfter)
    expect(killed.acknowledged.length).toBeGreaterThanOrEqual(killAfter)
    expect(killed.lockHeld).toBe(true)
    acknowledged.push(...killed.acknowledged)
    const { lost, integrity, rebuiltEqual, facts } = inspect(dataDir, acknowledged)
    expect({ lost, integrity, rebuiltEqual }).toEqual({
      lost: [],
      integrity: 'ok',
      rebuiltEqual: true,
    })
    expect(facts).toBeGreaterThan(new Set(acknowledged).size)
  },
)
