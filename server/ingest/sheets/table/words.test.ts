import { describe, expect, test } from 'vitest'
import { makeZone } from '../../../../shared/time/zone.ts'
import { readNumber } from './numbers.ts'
import { namesOfPersons } from '../../tables/person-names.ts'
import { cellPeriod, periodIn } from './period-words.ts'
import { factorBetween, isCount, splitUnit, times } from './units.ts'

const zone = makeZone('Asia/Shanghai')
const text = (text: string) => ({ kind: 'text' as const, text })

describe('periods as departments write them', () => {
  const key = (
    given: string,
    grain: 'day' | 'week' | 'tenday' | 'month' | 'quarter' | 'term' | 'year',
    year: number | null = null,
  ) => {
    const read = cellPeriod(text(given), grain, zone, year)
    return read === null || read === 'without-year' ? read : read.key
  }
  test.each([
    ['2026年10月', '2026-10'],
    ['２０２６年１０月份', '2026-10'],
    ['2026-10', '2026-10'],
    ['2026/9', '2026-09'],
    ['202610', '2026-10'],
    ['46296', '2026-10'],
    ['2026/10/1', '2026-10'],
    ['2026-10-01 00:00:00', '2026-10'],
    ['2026年13月', null],
    ['1-10月', null],
    ['十月', null],
  ])('%s is the month %s', (given, expected) => expect(key(given, 'month')).toBe(expected))

  test('a month without a year needs one beside it', () => {
    expect(key('10月', 'month')).toBe('without-year')
    expect(key('10月', 'month', 2026)).toBe('2026-10')
  })

  test('days, weeks, 旬, quarters, terms and years each have their forms', () => {
    expect(key('2026.10.5', 'day')).toBe('2026-10-05')
    expect(key('10月5日', 'day', 2026)).toBe('2026-10-05')
    expect(key('2026-02-30', 'day')).toBeNull()
    expect(key('2026年第41周', 'week')).toBe('2026-W41')
    expect(key('2026-W01', 'week')).toBe('2026-W01')
    expect(key('2026年10月上旬', 'tenday')).toBe('2026-10-T1')
    expect(key('2026年第三季度', 'quarter')).toBe('2026-Q3')
    expect(key('2026Q3', 'quarter')).toBe('2026-Q3')
    expect(key('2026年秋季学期', 'term')).toBe('2026-S2')
    expect(key('2026年度', 'year')).toBe('2026')
  })

  test('a title may hold one; a span of months is none', () => {
    const within = (title: string) => {
      const read = periodIn(title, 'month', zone, 2026)
      return read === null || read === 'without-year' ? read : read.key
    }
    expect(within('南通市生活垃圾分类月报表（2026年10月）.xlsx')).toBe('2026-10')
    expect(within('waste_202610.csv')).toBe('2026-10')
    expect(within('2026年1-10月汇总')).toBeNull()
    expect(within('2026年1月至10月汇总')).toBeNull()
  })
})

describe('numbers as departments write them', () => {
  const read = (given: string) => {
    const number = readNumber(text(given), { empty: [], zero: ['无'] })
    return number.kind === 'number' ? [number.value, number.suffix] : number.kind
  }
  test.each([
    ['1,234.5', [1234.5, '']],
    ['１２３', [123, '']],
    ['95%', [95, '%']],
    ['1.2亿', [1.2, '亿']],
    ['350万元', [350, '万元']],
    ['(12)', [-12, '']],
    ['1.5E+03', [1500, '']],
    ['无', [0, '']],
    ['—', 'empty'],
    [' ', 'empty'],
    ['1,23', 'not-a-number'],
    ['约100', 'not-a-number'],
    ['320681199001011234', 'rounded'],
    ['3.2E+17', 'rounded'],
  ])('%s', (given, expected) => expect(read(given)).toEqual(expected))
})

describe('units', () => {
  test('are converted where they measure the same thing', () => {
    expect(factorBetween('万元', '亿元')).toBe(1e-4)
    expect(factorBetween('万', '件')).toBe(1e4)
    expect(factorBetween('千克', '吨')).toBe(0.001)
    expect(factorBetween('%', '比例')).toBe(0.01)
    expect(factorBetween('小时', '分钟')).toBe(60)
    expect(factorBetween('万元', '人')).toBeNull()
    expect(factorBetween('%', '件')).toBeNull()
    expect(times(1.1, 1e4)).toBe(11_000)
    expect([isCount('件'), isCount('万人'), isCount('亿元')]).toEqual([true, true, false])
  })

  test('stand in brackets behind a header; what is no unit stays part of the name', () => {
    expect(splitUnit('受理数（件）')).toEqual({ name: '受理数', unit: '件' })
    expect(splitUnit('生产总值\n(万元)')).toEqual({ name: '生产总值', unit: '万元' })
    expect(splitUnit('县（市、区）')).toEqual({ name: '县(市、区)', unit: null })
    expect(splitUnit('生产总值（现价）')).toEqual({ name: '生产总值(现价)', unit: null })
  })
})

test('names of persons are known by their surnames, those of places and things are not', () => {
  const names = ['张伟', '王秀英', '李强', '欧阳明月', '赵敏', '钱学森']
  expect(namesOfPersons(names, new Set())).toBe(true)
  expect(
    namesOfPersons(['城东街道', '文峰街道', '唐闸镇', '陈桥街道', '任港街道'], new Set(['唐闸镇'])),
  ).toBe(false)
  expect(namesOfPersons(['按期', '延期', '办结', '在办', '转办'], new Set())).toBe(false)
})
