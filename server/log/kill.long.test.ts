import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inspect, killUnderLoad } from '../../test/kill/kill-under-load.ts'

const folders = 10
const killsEach = 10

test(`${folders * killsEach} kills lose nothing that was acknowledged`, async () => {
  for (let folder = 0; folder < folders; folder += 1) {
    const dataDir = mkdtempSync(join(tmpdir(), 'shiyu-kills-'))
    const acknowledged: string[] = []
    for (let kill = 0; kill < killsEach; kill += 1) {
      const seed = folder * killsEach + kill + 1
      // A step without a common divisor spreads the kills over early and late moments.
      const killed = await killUnderLoad(dataDir, seed, 1 + ((seed * 617) % 3_000))
      acknowledged.push(...killed.acknowledged)
      expect({ seed, ...inspect(dataDir, acknowledged) }).toMatchObject({
        lost: [],
        integrity: 'ok',
        rebuiltEqual: true,
      })
    }
    rmSync(dataDir, { recursive: true })
  }
})
