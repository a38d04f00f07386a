import { expect, it } from 'vitest'
import { nantongPack } from '../../test/demo-city.ts'
import type { ThresholdRule } from '../city/pack.ts'
import { makeCatalog } from './catalog.ts'
import { ruleWords, statusWordsOf } from './explain-rule.ts'
import type { Judgement } from './status.ts'

const catalog = makeCatalog(nantongPack())
const words = (id: string, changed: Partial<ThresholdRule> = {}) => {
  const indicator = catalog.indicator(id)
  return ruleWords(indicator, { ...indicator.threshold, ...changed }, catalog)
}

it.each([
  ['overview.close_ontime_rate', '低于 95% 为黄，低于 85% 为红（绝对阈值）'],
  ['ecology.heavy_days', '达到 1 天为黄，达到 3 天为红（绝对阈值）'],
  ['traffic.congestion_index', '高于 1.6 为黄，高于 1.9 为红（绝对阈值）'],
  ['peace.crime_per_10k', '高于上年同期超过 10% 为黄，高于上年同期超过 30% 为红（与上年同期比）'],
  ['livelihood.ngo_per_10k', '低于上年同期为黄，低于上年同期超过 5% 为红（与上年同期比）'],
  [
    'quality.gdp_growth',
    '低于年度目标超过 0.5 个百分点为黄，低于年度目标超过 1 个百分点为红（与目标比）',
  ],
  ['livelihood.jobs_progress', '低于序时进度为黄，低于序时进度超过 5 个百分点为红（与序时进度比）'],
  [
    'overview.accepted_today',
    '偏离同星期均值超过 3 个标准差为黄，偏离同星期均值超过 4 个标准差为红（控制限）',
  ],
  [
    'emergency.active_alerts',
    '生效黄色预警条数达到 1 条为黄，生效橙色预警条数、生效红色预警条数合计达到 1 条为红（绝对阈值）',
  ],
])('says the rule of %s as a person would', (id, expected) => {
  expect(words(id)).toBe(expected)
})

it('names the indicator that serves as a target, and says nothing where there is no rule', () => {
  expect(words('quality.income_growth')).toContain('低于地区生产总值增速为黄')
  expect(words('overview.close_ontime_rate', { kind: 'none' })).toBe('')
})

it('gives the verdict with what it was compared to, or why there is none', () => {
  const indicator = catalog.indicator('peace.crime_per_10k')
  const judged: Judgement = {
    ...{ status: 'yellow', reason: null, rule: indicator.threshold, tested: 12.5, base: 2 },
    ...{ badness: 12.5, yellowAt: 10, redAt: 30, split: false },
  }
  expect(statusWordsOf(indicator, 2.25, judged, catalog)).toMatch(
    /。现值 2.25 起\/万人，比上年同期 2 起\/万人高 12.5%，判为黄。$/,
  )
  const short: Judgement = { ...judged, status: 'unknown', reason: 'short-history' }
  expect(statusWordsOf(indicator, 2.25, short, catalog)).toMatch(/。历史不足，不作判定。$/)
})
