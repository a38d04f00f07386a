import { describe, expect, it } from 'vitest'
import { aQueueRow } from '../../test/case-work.ts'
import { minutesWords, remainingOf } from './remaining.ts'

const left = (minutes: number, works = true) =>
  remainingOf(
    aQueueRow({ works, remainingMinutes: minutes, remainingWorkMinutes: works ? minutes : null }),
    0,
  )

describe('what a case has left', () => {
  it('is said in working time where its clock runs by it', () => {
    expect(left(125)).toEqual({ word: '剩', text: '2工作时05分', state: 'calm' })
    expect(left(125, false).text).toBe('2时05分')
    expect(minutesWords(2280, true)).toBe('38工作时')
    expect(minutesWords(76 * 60, false)).toBe('3天4时')
  })

  it('is soon gone below two hours, and late below nothing', () => {
    expect(left(119).state).toBe('soon')
    expect(left(-80)).toEqual({ word: '超', text: '1工作时20分', state: 'late' })
  })

  it('has just run out when the working day is over and no working minute has gone by', () => {
    const row = aQueueRow({ works: true, remainingMinutes: -30, remainingWorkMinutes: 0 })
    expect(remainingOf(row, 0)).toMatchObject({ text: '刚超', state: 'late' })
    const ahead = aQueueRow({ works: true, remainingMinutes: 12, remainingWorkMinutes: 0 })
    expect(remainingOf(ahead, 0)).toEqual({ word: '剩', text: '12分', state: 'soon' })
  })

  it('is how long ago it was reported where no clock runs, and 挂账 where it stands still', () => {
    const none = { clock: null, dueAt: null, remainingMinutes: null, remainingWorkMinutes: null }
    const row = aQueueRow({ ...none, reportedAt: 0, stage: 'reported' })
    expect(remainingOf(row, 35 * 60_000)).toMatchObject({ word: '已报', text: '35分' })
    expect(remainingOf({ ...row, stage: 'suspended' }, 0).text).toBe('挂账')
  })
})
