import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutShort, fromQuery, toQuery } from './address.ts'
import {
  analysisGrains,
  analysisMethods,
  analysisQuestion,
  analysisViews,
  comparisons,
  type AnalysisQuestion,
} from './question.ts'

const usual: AnalysisQuestion = {
  ...{ indicators: ['overview.accepted'], regions: [1] },
  ...{ from: '2026-10-01', to: '2026-11-01', grain: 'day' },
  ...{ compare: 'none', view: 'trend', methods: [] },
}

const questions: fc.Arbitrary<AnalysisQuestion> = fc
  .record(
    {
      indicators: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}\.[a-z_]{1,12}$/), {
        maxLength: 20,
      }),
      regions: fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { maxLength: 120 }),
      span: fc
        .uniqueArray(
          fc.date({
            min: new Date('2020-01-01'),
            max: new Date('2030-01-01'),
            noInvalidDate: true,
          }),
          {
            minLength: 2,
            maxLength: 2,
            selector: (date) => date.toISOString().slice(0, 10),
          },
        )
        .map((dates) => dates.map((date) => date.toISOString().slice(0, 10))),
      grain: fc.constantFrom(...analysisGrains),
      compare: fc.constantFrom(...comparisons),
      view: fc.constantFrom(...analysisViews),
      methods: fc.uniqueArray(fc.constantFrom(...analysisMethods)),
      at: fc.integer({ min: 1, max: 1e9 }),
    },
    { requiredKeys: ['indicators', 'regions', 'span', 'grain', 'compare', 'view', 'methods'] },
  )
  .map(({ span, ...question }) => ({ ...question, from: span[0] ?? '', to: span[1] ?? '' }))

it('the address of a question leads back to that question', () => {
  fc.assert(
    fc.property(questions, (question) => {
      expect(analysisQuestion.parse(question)).toEqual(question)
      const empty = { ...usual, indicators: [], regions: [] }
      expect(fromQuery(toQuery(question), empty)).toEqual(question)
    }),
  )
})

it('whatever stands in an address, a question comes of it', () => {
  const any = fc.dictionary(
    fc.constantFrom('i', 'r', 'from', 'to', 'grain', 'view', 'vs', 'with', 'at', 'x'),
    fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(null)),
  )
  fc.assert(
    fc.property(any, (query) => {
      expect(analysisQuestion.safeParse(fromQuery(query, usual)).error).toBeUndefined()
    }),
  )
})

it('a day that does not exist is not taken; a window that cannot be is, for the answer to refuse', () => {
  expect(fromQuery({ from: '2026-02-30', to: '2026-03-05' }, usual).from).toBe('2026-10-01')
  const { from, to } = fromQuery({ from: '2026-03-05', to: '2026-03-01' }, usual)
  expect([from, to]).toEqual(['2026-03-05', '2026-03-01'])
})

it('an address that asks for more than a question holds is cut, and that is said', () => {
  const many = Array.from({ length: 130 }, (_, i) => i + 1).join(',')
  expect(fromQuery({ r: many }, usual).regions).toHaveLength(120)
  expect(cutShort({ r: many })).toEqual(['地址里有 130 个区域，一次最多问 120 个，只取前 120 个'])
  expect(cutShort(toQuery(usual))).toEqual([])
})
