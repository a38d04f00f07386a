import { describe, expect, it } from 'vitest'
import type { BoardTile } from '../../shared/indicators/answers.ts'
import { aRate, aTile, noon, zone } from './builders.ts'
import { themeTileFit } from './theme-tile-fit.ts'
import { tileWords } from './tile-words.ts'

const fit = (name: string, changes: Partial<BoardTile> = {}, unit = '%') => {
  const meta = aRate({ name, unit, live: false })
  const window = { from: 0, to: 1, label: '2026年第三季度', partial: false }
  const tile = aTile({ meta, value: 96.4, previous: 95.9, window, ...changes })
  return themeTileFit(name, unit, tileWords(tile, noon, zone))
}

describe('a themed tile', () => {
  it('keeps age and 环比 where there is room for them', () => {
    expect(fit('群众安全感')).toMatchObject({
      ...{ name: '群众安全感', age: '三季', ageBelow: false, deltaBelow: false },
      ...{ chipBelow: false, figureScale: 1 },
    })
  })

  it('gives a long name its whole line', () => {
    expect(fit('两新组织党组织覆盖率')).toMatchObject({ ageBelow: true, smallName: false })
  })

  it('moves the warning beside the figure when the name needs its line', () => {
    expect(fit('居民人均可支配收入增速', { status: 'red' })).toMatchObject({ chipBelow: true })
    expect(fit('群众安全感', { status: 'red' })).toMatchObject({ chipBelow: false })
  })

  it('leaves out what stands in brackets only where the name is too long', () => {
    expect(fit('社区矫正在册人数(区级汇总)').name).toBe('社区矫正在册人数')
    expect(fit('村(社区)法律顾问').name).toBe('村(社区)法律顾问')
  })

  it('lets the age have the last line where figure and unit fill theirs', () => {
    const window = { from: 0, to: 1, label: '2025年第四季度', partial: false }
    const long = fit('网格平均户数和其他很长的', { value: 1240.3, window }, '人/万人')
    expect(long).toMatchObject({ age: '25年四季', ageBelow: true, ageFoot: true })
  })

  it('shrinks a long figure with a long unit, to no less than eight tenths', () => {
    const { figureScale } = fit('每万人市场主体数', { value: 1234716.6 }, '户/万人')
    expect(figureScale).toBeGreaterThanOrEqual(0.8)
    expect(figureScale).toBeLessThan(1)
  })
})
