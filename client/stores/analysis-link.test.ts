import { expect, it } from 'vitest'
import { analysisLink } from './analysis-link.ts'

const shown = { now: Date.parse('2026-06-18T16:30:00Z'), zone: 'Asia/Shanghai', at: null }

it('leads from a daily figure to its last thirty days and the running one, as the city counts days', () => {
  const { path, query } = analysisLink({ id: 'a.b', period: 'realtime' }, 7, shown)
  expect(path).toBe('/analysis')
  expect(query).toEqual({ i: 'a.b', r: '7', from: '2026-05-20', to: '2026-06-20', grain: 'day' })
})

it('asks a monthly figure by months, and keeps the moment that is replayed', () => {
  const { query } = analysisLink({ id: 'a.b', period: 'month' }, 7, { ...shown, at: 42 })
  expect(query).toMatchObject({ grain: 'month', at: '42' })
})
