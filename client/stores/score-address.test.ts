import { expect, it } from 'vitest'
import fc from 'fast-check'
import { scoreGrains } from '../../shared/scores/answers.ts'
import { scoreAddressOf, scoreParts, scoreQuery } from './score-address.ts'

it('a link without words opens the departments of the running month', () => {
  const opened = scoreAddressOf({})
  expect(opened).toMatchObject({ by: 'department', grain: 'month', period: null, row: null })
  expect(scoreQuery(opened, {})).toEqual({})
})

it('what cannot be read is left out', () => {
  const address = scoreAddressOf({ by: 'planet', grain: 'day', period: '-3', part: 'half' })
  expect(address).toEqual(scoreAddressOf({}))
})

it('any address is read back from its link, beside region and moment', () => {
  const word = fc.option(fc.stringMatching(/^[a-z._-]{1,12}$/))
  const addresses = fc.record({
    by: fc.constantFrom('department' as const, 'region' as const),
    grain: fc.constantFrom(...scoreGrains),
    period: fc.option(fc.integer({ min: 0, max: 4e12 })),
    rate: word,
    worst: fc.boolean(),
    row: word,
    part: fc.option(fc.constantFrom(...scoreParts)),
  })
  fc.assert(
    fc.property(addresses, (address) => {
      const query = scoreQuery(address, { region: '2', at: '90', row: 'old' })
      expect(query).toMatchObject({ region: '2', at: '90' })
      expect(scoreAddressOf(query)).toEqual(address)
    }),
  )
})
