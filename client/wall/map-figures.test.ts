import { describe, expect, it } from 'vitest'
import type { RegionFigure } from '../../shared/indicators/answers.ts'
import { aBoard } from '../../test/a-city-api.ts'
import { classesOf, finestFigures, legendCategories } from './map-figures.ts'
import { levelWord } from './region-words.ts'

const aFigure = (region: number, value: number | null, given: Partial<RegionFigure> = {}) => ({
  ...{ region, value, numerator: null, denominator: null, status: 'normal' as const },
  ...{
    absence: value === null ? ('no-data' as const) : null,
    stale: false,
    completeness: 1,
    interval: null,
  },
  ...given,
})

describe('the map’s figures', () => {
  it('are the towns’ where they have any, else the districts’', () => {
    const districts = [aFigure(2, 95)]
    const board = { ...aBoard(), children: districts, grandchildren: [aFigure(21, 94)] }
    expect(finestFigures(board)).toBe(board.grandchildren)
    const notAtLevel = [aFigure(21, null, { absence: 'not-at-level' })]
    expect(finestFigures({ ...board, grandchildren: notAtLevel })).toBe(districts)
  })

  it('class only what is painted: no stale and no missing figure moves a break', () => {
    const figures = [
      aFigure(1, 10),
      aFigure(2, 20),
      aFigure(3, null),
      aFigure(4, 900, { stale: true }),
    ]
    expect(classesOf(figures, null).counts.reduce((sum, count) => sum + count, 0)).toBe(2)
    expect(classesOf(figures, null).max).toBe(20)
  })
})

describe('the legend', () => {
  const category = (code: string, name: string, hollow = false) => ({
    ...{ code, name, hollow, shape: 'circle' as const },
  })

  it('names each symbol once and shortly', () => {
    const legend = legendCategories([
      category('01', '市政公用设施(部件)'),
      category('02', '生态环境与市场监管', true),
      category('00', '未归类', true),
    ])
    expect(legend.map((one) => one.name)).toEqual(['市政公用设施', '生态环境'])
  })

  it('speaks of levels as the city does', () => {
    const levels = [
      { id: 'district' as const, name: '县(市、区)' },
      { id: 'town' as const, name: '乡镇(街道)' },
    ]
    expect(levelWord(levels, 'district')).toBe('县市区')
    expect(levelWord(levels, 'town')).toBe('镇街')
    expect(levelWord(levels, 'grid')).toBeNull()
  })
})
