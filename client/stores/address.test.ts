import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuery, stringifyQuery } from 'vue-router'
import {
  fromQuery,
  fromRoute,
  linkTo,
  nowhere,
  toQuery,
  type Address,
  windowOf,
  windowWord,
} from './address.ts'

const whole = fc.option(fc.integer({ min: 0, max: 999_999_999_999 }))
const word = fc.option(fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }))
const addresses: fc.Arbitrary<Address> = fc.record({
  region: whole,
  theme: word,
  focus: word,
  at: whole,
  case: whole,
  warning: whole,
  period: word,
  explain: word,
  of: whole,
  window: word,
  tab: word,
  by: word,
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

describe('the link to the wall', () => {
  it('says the same after a way through the address bar', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const { path, query } = linkTo('wall', address)
        const theme = decodeURIComponent(path.split('/')[2] ?? '')
        const typed = parseQuery(`?${stringifyQuery(query)}`)
        expect(fromRoute({ params: { theme }, query: typed })).toEqual(address)
      }),
    )
  })

  it('has its theme in the path and its indicator by name', () => {
    const link = linkTo('wall', { ...nowhere, region: 2, theme: 'grid', focus: 'grid.rate' })
    expect(link).toEqual({ path: '/wall/grid', query: { region: '2', indicator: 'grid.rate' } })
    expect(linkTo('wall', nowhere)).toEqual({ path: '/wall', query: {} })
  })
})

describe('the address of the drill', () => {
  it('says the same after a way through the address bar', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const { path, query } = linkTo('drill', address)
        const regionId = path.split('/')[2] ?? ''
        const typed = parseQuery(`?${stringifyQuery(query)}`)
        expect(fromRoute({ params: { regionId }, query: typed })).toEqual(address)
      }),
    )
  })

  it('has its region in the path and its indicator by name', () => {
    const link = linkTo('drill', { ...nowhere, region: 2, theme: 'grid', focus: 'grid.rate' })
    expect(link).toEqual({ path: '/drill/2', query: { theme: 'grid', indicator: 'grid.rate' } })
  })
})

it('a window stands in an address as one word', () => {
  for (const window of [{ grain: 'month', at: 5 }, { grain: 'day' }, { from: 1, to: 9 }] as const)
    expect(windowOf(windowWord(window))).toEqual(window)
  for (const word of [null, 'fortnight', '5', '1-', 'day@x']) expect(windowOf(word)).toBe(null)
})
