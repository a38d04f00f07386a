import { describe, expect, it } from 'vitest'
import { handTimers } from '../../test/hand-timers.ts'
import { answerWithin, latestOf, overtakeAfter } from './latest.ts'
import { paced } from './pace.ts'

function aQuestioner() {
  const timers = handTimers()
  const asked: { key: string; answer(value: string): Promise<void>; fail(): Promise<void> }[] = []
  const settle = () => new Promise<void>((done) => queueMicrotask(done))
  const latest = latestOf<string, string>(
    (key) =>
      new Promise((resolve, reject) => {
        asked.push({
          key,
          answer: async (value) => (resolve(value), settle()),
          fail: async () => (reject(new Error()), settle()),
        })
      }),
    timers,
    () => 0,
  )
  return { timers, asked, latest }
}

describe('the latest answer', () => {
  it('has one question on its way at a time and then asks the newest', async () => {
    const { asked, latest } = aQuestioner()
    latest.want('a')
    latest.want('b')
    latest.want('c')
    expect(asked.map((one) => one.key)).toEqual(['a'])
    await asked[0]!.answer('A')
    expect(asked.map((one) => one.key)).toEqual(['a', 'c'])
    expect(latest.answered.value).toBeNull()
    await asked[1]!.answer('C')
    expect(latest.answered.value).toMatchObject({ key: 'c', value: 'C' })
  })

  it('overtakes a slow question, and drops its answer when it comes', async () => {
    const { asked, latest, timers } = aQuestioner()
    latest.want('slow')
    latest.want('new')
    timers.advance(overtakeAfter)
    await asked[1]!.answer('NEW')
    await asked[0]!.answer('SLOW')
    expect(latest.answered.value?.value).toBe('NEW')
  })

  it('keeps the last good answer while asking again, and when that fails', async () => {
    const { asked, latest, timers } = aQuestioner()
    latest.want('a')
    await asked[0]!.answer('A')
    latest.refresh()
    expect(latest.answered.value?.value).toBe('A')
    await asked[1]!.fail()
    expect(latest.answered.value?.value).toBe('A')
    expect(latest.fault.value?.code).toBe('unreachable')
    timers.advance(500)
    await asked[2]!.answer('A2')
    expect(latest.fault.value).toBeNull()
    expect(latest.answered.value?.value).toBe('A2')
  })

  it('asks once more, not more, when told to refresh while asking', async () => {
    const { asked, latest } = aQuestioner()
    latest.want('a')
    latest.refresh()
    latest.refresh()
    await asked[0]!.answer('A')
    expect(asked).toHaveLength(2)
    await asked[1]!.answer('A')
    expect(asked).toHaveLength(2)
  })

  it('takes a question without an answer for failed', () => {
    const { latest, timers } = aQuestioner()
    latest.want('a')
    timers.advance(answerWithin)
    expect(latest.fault.value?.code).toBe('unreachable')
  })

  it('leaves no timer behind, and does not speak after it was stopped', async () => {
    const { asked, latest, timers } = aQuestioner()
    latest.want('a')
    latest.want('b')
    latest.stop()
    await asked[0]!.answer('A')
    expect(timers.waiting).toBe(0)
    expect(asked).toHaveLength(1)
    expect(latest.answered.value).toBeNull()
  })
})

describe('pace', () => {
  it('runs at once, then at most once in each gap, and loses no call', () => {
    const timers = handTimers()
    let runs = 0
    const pace = paced(() => runs++, 2000, timers)
    pace.call()
    pace.call()
    pace.call()
    expect(runs).toBe(1)
    timers.advance(2000)
    expect(runs).toBe(2)
    timers.advance(10_000)
    expect(runs).toBe(2)
    pace.call()
    expect(runs).toBe(3)
    pace.stop()
    expect(timers.waiting).toBe(0)
  })
})
