import { expect, it } from 'vitest'
import { isDay } from './daylight.ts'

const nantong = [120.86, 32.01] as const
const at = (beijing: string) => isDay(Date.parse(`${beijing}+08:00`), nantong)

it('knows Nantong’s sunrise and sunset in summer and in winter to a few minutes', () => {
  expect([at('2026-06-21T04:45'), at('2026-06-21T05:00')]).toEqual([false, true])
  expect([at('2026-06-21T19:05'), at('2026-06-21T19:20')]).toEqual([true, false])
  expect([at('2026-12-22T06:45'), at('2026-12-22T07:05')]).toEqual([false, true])
  expect([at('2026-12-22T16:50'), at('2026-12-22T17:10')]).toEqual([true, false])
})

it('has no trouble where the sun does not set', () => {
  const tromso = [18.95, 69.65] as const
  expect(isDay(Date.parse('2026-06-21T23:30Z'), tromso)).toBe(true)
  expect(isDay(Date.parse('2026-12-21T11:30Z'), tromso)).toBe(false)
})
