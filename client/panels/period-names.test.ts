import { expect, it } from 'vitest'
import { periodNames } from './period-names.ts'

const texts = (...labels: string[]) => periodNames(labels).map(({ text }) => text)

it('says a year where it begins, and no more', () => {
  expect(texts('2025年11月', '2025年12月', '2026年1月', '2026年2月')).toEqual([
    '2025年11月',
    '12月',
    '2026年1月',
    '2月',
  ])
  expect(texts('2025年第四季度', '2026年第一季度')).toEqual(['2025年四季度', '2026年一季度'])
  expect(texts('2024年', '2025年')).toEqual(['2024年', '2025年'])
})

it('leaves years out where columns are narrow', () => {
  const names = periodNames(['2025年12月', '2026年1月', '2026年'], false)
  expect(names.map(({ text }) => text)).toEqual(['12月', '1月', '2026年'])
})
