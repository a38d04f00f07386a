import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { IndicatorMeta, RegionFigure } from '../../shared/indicators/answers.ts'
import RegionRanking from './RegionRanking.vue'
import { aFigure, aMeta, aRate } from './builders.ts'

const names: Record<number, string> = { 1: '崇川区', 2: '如东县', 3: '启东市', 4: '海安市' }
const ranking = (figures: RegionFigure[], meta: IndicatorMeta = aRate()) =>
  mount(RegionRanking, {
    props: {
      figures,
      meta,
      nameOf: (id: number) => names[id]!,
      title: '县市区排名',
      face: 'ready',
    },
  })
const spoken = (panel: ReturnType<typeof ranking>) =>
  panel
    .findAll('li button')
    .map((b) => b.attributes('aria-label') ?? '')
    .filter((name) => !name.endsWith('口径'))

it('ranks with ties, the missing last as 无数据', () => {
  const panel = ranking([aFigure(1, null), aFigure(2, 97.3), aFigure(3, 97.3), aFigure(4, 94)])
  expect(spoken(panel)).toEqual([
    '第1并列 如东县 97.3',
    '第1并列 启东市 97.3',
    '第3 海安市 94.0',
    '崇川区 无数据',
  ])
})

it('无数据, 本级不适用, 不显示 and 0 are never confused', () => {
  const panel = ranking(
    [
      aFigure(1, 0),
      aFigure(2, null),
      aFigure(3, null, { absence: 'suppressed' }),
      aFigure(4, null, { absence: 'not-at-level' }),
    ],
    aMeta(),
  )
  expect(spoken(panel)).toEqual([
    '第1 崇川区 0',
    '如东县 无数据',
    '启东市 不显示',
    '海安市 本级不适用',
  ])
})

it('names the 考核线 and says what the bars beside the dots are', () => {
  const rates = [
    aFigure(1, 96, { interval: [90.2, 98.4] }),
    aFigure(2, 94, { interval: [87.5, 97.2] }),
  ]
  expect(ranking(rates).text()).toContain('考核线 95% · 横线为95%区间')
  expect(ranking([aFigure(1, 3)], aMeta()).text()).not.toContain('考核线')
})

it('only a fired rule shows a severity', () => {
  const panel = ranking([aFigure(1, 90), aFigure(2, 91, { status: 'yellow' })])
  expect(panel.findAll('[role=img]').map((chip) => chip.attributes('aria-label'))).toEqual([
    'Ⅲ级黄色',
  ])
})

it('tapping a region selects it', async () => {
  const panel = ranking([aFigure(2, 97.3)])
  await panel.get('li button').trigger('click')
  expect(panel.emitted('select')).toEqual([[2]])
})

it('tapping its figure asks where it comes from', async () => {
  const panel = ranking([aFigure(2, 97.3)])
  await panel.get('[aria-label="如东县 97.3 口径"]').trigger('click')
  expect(panel.emitted('explain')).toEqual([[2]])
})
