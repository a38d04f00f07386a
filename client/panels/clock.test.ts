import { expect, it } from 'vitest'
import { noon } from './builders.ts'
import { readClock, timeOf } from './clock.ts'

it('reads the city’s clock, not the machine’s', () => {
  expect(readClock(noon, 'Asia/Shanghai')).toEqual({
    year: 2026,
    month: 11,
    date: 22,
    weekday: '星期日',
    time: '14:32',
    seconds: '08',
  })
  expect(readClock(noon, 'America/New_York').time).toBe('01:32')
})

it('midnight is 00:00, never 24:00', () => {
  expect(readClock(Date.parse('2026-11-22T00:00:00+08:00'), 'Asia/Shanghai').time).toBe('00:00')
})

it('names the day only when it is another', () => {
  const morning = Date.parse('2026-11-22T09:40:00+08:00')
  expect(timeOf(morning, 'Asia/Shanghai', noon)).toBe('09:40')
  expect(timeOf(morning - 86_400_000, 'Asia/Shanghai', noon)).toBe('11月21日 09:40')
  const long = Date.parse('2011-12-31T09:40:00+08:00')
  expect(timeOf(long, 'Asia/Shanghai', noon)).toBe('2011年12月31日')
})
