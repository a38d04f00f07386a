import { expect, it } from 'vitest'
import { aMeta, aRate } from '../panels/builders.ts'
import { linesFor, stripTitle } from './strip-words.ts'

it('is called by its periods', () => {
  expect([stripTitle('month'), stripTitle('quarter')]).toEqual(['月度回放', '季度回放'])
})

it('draws a line only where it holds for periods of that length', () => {
  const deaths = aMeta({ period: 'tenday', yellowLine: 1, redLine: 3 })
  expect(linesFor(deaths, 'month')).toEqual({ yellow: null, red: null })
  expect(linesFor({ ...deaths, period: 'month' }, 'month')).toEqual({ yellow: 1, red: 3 })
  expect(linesFor(aRate({ period: 'day', redLine: 85 }), 'month')).toEqual({ yellow: 95, red: 85 })
  expect(linesFor(null, 'month')).toEqual({ yellow: null, red: null })
})
