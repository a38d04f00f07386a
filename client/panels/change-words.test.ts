import { describe, expect, it } from 'vitest'
import { aChange } from '../../test/a-city-api.ts'
import { changeColumns, columnName, partWords, signedFigure } from './change-words.ts'

const part = (key: string, effect: number) => ({
  ...{ key, name: `${key}街道`, before: 90, after: 90, effect },
  ...{ rateEffect: effect, mixEffect: 0 },
})

describe('the words of a change', () => {
  it('give an effect its sign, and nought none', () => {
    expect([signedFigure(0.184, 2), signedFigure(-0.5, 2), signedFigure(0.001, 2)]).toEqual([
      '+0.18',
      '−0.50',
      '0.00',
    ])
  })

  it('are none where a change cannot be taken apart or a period is missing', () => {
    expect(changeColumns({ ...aChange(), unavailable: '敏感指标' }, 8)).toBe(null)
    expect(changeColumns({ ...aChange(), before: null }, 8)).toBe(null)
  })

  it('name both periods, the parts, and how many found no room', () => {
    const change = {
      ...aChange(),
      ...{ before: 90, after: 96, parts: [3, 2, 1].map((e) => part(`和平桥${e}`, e)) },
      base: { from: 0, to: 1, label: '上周', partial: false },
      window: { from: 1, to: 2, label: '本周', partial: false },
    }
    const columns = changeColumns(change, 2)!
    const names = columns.map((column) => columnName(change, column.key, columns.length))
    expect(names).toEqual(['上周', '和平桥3', '其余2项', '本周'])
  })

  it('say rate and mix effect of a ratio, and neither of a count', () => {
    expect(partWords(aChange(), part('a', -0.5)).join()).toContain('率效应 −0.50pt,结构效应 0.00pt')
    const count = { ...part('a', 3), rateEffect: null, mixEffect: null }
    expect(partWords({ ...aChange(), unit: '件', decimals: 0 }, count)).toEqual([
      '90件 → 90件',
      '贡献 +3件',
    ])
  })
})
