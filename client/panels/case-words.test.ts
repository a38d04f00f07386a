import { expect, it } from 'vitest'
import { caseStages } from '../../shared/cases/state.ts'
import { aRow, noon } from './builders.ts'
import { legendOf, symbolOf, type CategoryKey } from './categories.ts'
import { countdownOf } from './countdown.ts'
import { stageOf, stageSteps } from './stages.ts'

it('a running clock says what is left, a passed one 超', () => {
  expect(countdownOf(aRow(), noon)).toEqual({ word: '剩余', text: '00:42:10', late: false })
  expect(countdownOf(aRow({ deadline: noon - 1_611_000 }), noon)).toEqual({
    word: '超',
    text: '00:26:51',
    late: true,
  })
})

it('without a clock it says how long since it was reported, closed how long since then', () => {
  expect(countdownOf(aRow({ deadline: null }), noon)).toMatchObject({ word: '已报', text: '1时' })
  expect(countdownOf(aRow({ closedAt: noon - 540_000 }), noon)).toMatchObject({
    word: '办结',
    text: '9分',
    late: false,
  })
})

it('every stage has its word, and its step unless it left the line', () => {
  for (const stage of caseStages) {
    const { name, step } = stageOf(stage)
    expect(name).not.toBe('')
    expect(step === null || stageSteps[step] !== undefined).toBe(true)
  }
  expect(stageOf('handling')).toEqual({ name: '处置', step: 4 })
  expect(stageOf('suspended').step).toBeNull()
})

const categories: CategoryKey[] = [
  { code: '02', name: '宣传广告', shape: 'circle', hollow: true },
  { code: '01', name: '市容环境', shape: 'circle', hollow: false },
  { code: '03', name: '施工管理', shape: 'square', hollow: true },
]

it('the legend has one line a shape, the solid category first', () => {
  expect(legendOf(categories)).toEqual([
    { shape: 'circle', names: ['市容环境', '宣传广告'] },
    { shape: 'square', names: ['施工管理'] },
  ])
})

it('an unknown category is a hollow circle, never guessed', () => {
  expect(symbolOf(categories, '99')).toEqual({ shape: 'circle', hollow: true })
})
