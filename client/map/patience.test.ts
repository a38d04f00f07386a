import { expect, it } from 'vitest'
import { createPatience } from './patience.ts'

const minutes = (n: number) => n * 60_000

it('tries a failed map again twice, and then no more', () => {
  const patience = createPatience(() => 0)
  expect([patience.failed(), patience.failed(), patience.failed()]).toEqual([2_000, 2_000, null])
})

it('forgets a failure of long ago: a wall hangs for weeks', () => {
  let now = 0
  const patience = createPatience(() => now)
  for (let day = 0; day < 30; day++) {
    now += minutes(24 * 60)
    expect(patience.failed()).not.toBeNull()
  }
})
