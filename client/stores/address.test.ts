import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuery, stringifyQuery } from 'vue-router'
import { fromQuery, nowhere, toQuery, type Address } from './address.ts'

const whole = fc.option(fc.integer({ min: 0, max: 999_999_999_999 }))
const word = fc.option(fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }))
const addresses: fc.Arbitrary<Address> = fc.record({
  region: whole,
  theme: word,
  focus: word,
  at: whole,
  case: whole,
})

describe('the address of the wall', () => {
  it('says the same after a way through the address bar', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const typed = stringifyQuery(toQuery(address))
        expect(fromQuery(parseQuery(`?${typed}`))).toEqual(address)
      }),
    )
  })

  it('is short where nothing is chosen', () => {
    expect(toQuery(nowhere)).toEqual({})
    expect(fromQuery({})).toEqual(nowhere)
  })

  it('leaves out what it cannot read', () => {
    const query = { region: 'abc', at: '-3', case: '1.5', theme: '', focus: null }
    expect(fromQuery(query)).toEqual(nowhere)
  })

  it('takes the first of a value given twice', () => {
    expect(fromQuery({ region: ['3', '4'] }).region).toBe(3)
  })
})
