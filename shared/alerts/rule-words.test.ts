import { expect, test } from 'vitest'
import type { AlertRule } from '../events/alert-parts.ts'
import { ruleWords } from './rule-words.ts'

const rule = (given: Partial<AlertRule>): AlertRule => ({
  ...{ kind: 'absolute', unit: 'value', side: 'low', inclusive: false, line: 85, tested: 80 },
  base: null,
  ...given,
})
const percent = { unit: '%', decimals: 1 }

test.each([
  ['red', rule({}), percent, '低于红线 85%'],
  ['yellow', rule({ side: 'high', line: 30 }), { unit: '分钟', decimals: 0 }, '高于黄线 30 分钟'],
  [
    'red',
    rule({ side: 'high', line: 1, inclusive: true }),
    { unit: '起', decimals: 0 },
    '达到红线 1 起',
  ],
  [
    'red',
    rule({ kind: 'target', unit: 'pt', line: -1, tested: -1.44, base: 5 }),
    percent,
    '比目标 5% 低 1.4 个百分点，过红线 1 个百分点',
  ],
  [
    'yellow',
    rule({ kind: 'target', unit: 'pt', line: 0, tested: -0.3, base: 5.2 }),
    percent,
    '比目标 5.2% 低 0.3 个百分点，过黄线',
  ],
  [
    'yellow',
    rule({ kind: 'lastYear', unit: 'percent', side: 'high', line: 10, tested: 12.34, base: 210 }),
    { unit: '起', decimals: 0 },
    '比上年同期 210 起 高 12.3%，过黄线 10%',
  ],
  [
    'red',
    rule({ kind: 'plan', unit: 'pt', line: -10, tested: -14.2, base: 83.3 }),
    percent,
    '落后序时进度 83.3% 14.2 个百分点，过红线 10 个百分点',
  ],
  [
    'yellow',
    rule({ kind: 'control', unit: 'sigma', side: 'high', line: 3, tested: 3.42, base: 812 }),
    { unit: '件', decimals: 0 },
    '高于同星期常态 812 件 3.4σ，过黄线 3σ',
  ],
] as const)('a crossed line (%s) is said in words', (level, crossed, indicator, words) => {
  expect(ruleWords(crossed, level, indicator)).toBe(words)
})

test('where the figure is not shown, neither is how far it is off', () => {
  const crossed = rule({
    kind: 'lastYear',
    unit: 'percent',
    side: 'high',
    line: 10,
    tested: 50,
    base: 4,
  })
  expect(ruleWords(crossed, 'yellow', { unit: '起', decimals: 0 }, false)).toBe('过黄线 10%')
})
