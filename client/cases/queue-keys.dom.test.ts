import { describe, expect, it } from 'vitest'
import { intentOf, isTaken } from './queue-keys.ts'

const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }
const press = (key: string, held: Partial<typeof plain> = {}) =>
  intentOf({ ...plain, key, ...held })

describe('a key on the queue', () => {
  it('moves by one, by a page, or to an end', () => {
    expect([press('j'), press('ArrowDown')]).toEqual(
      Array(2).fill({ do: 'move', by: 1, extend: false }),
    )
    expect(press('K', { shiftKey: true })).toEqual({ do: 'move', by: -1, extend: true })
    expect(press('PageDown')).toMatchObject({ by: 10 })
    expect(press('End')).toEqual({ do: 'ends', to: 'last' })
  })

  it('leaves the browser and the search what is theirs', () => {
    expect(press('/')).toBeNull()
    expect(press('r', { ctrlKey: true })).toBeNull()
    expect(press('d', { altKey: true })).toBeNull()
    expect(press('Tab')).toBeNull()
    expect(press('a', { ctrlKey: true })).toEqual({ do: 'check-all' })
  })

  it('is not its own where something is typed, or a button is pressed', () => {
    document.body.innerHTML =
      '<input id="t"><input id="c" type="checkbox"><button id="b">x</button><dialog><p id="p"></p></dialog>'
    const at = (id: string) => document.getElementById(id)
    expect(isTaken(at('t'), 'j')).toBe(true)
    expect(isTaken(at('p'), 'j')).toBe(true)
    expect(isTaken(at('b'), 'Enter')).toBe(true)
    expect(isTaken(at('b'), 'j')).toBe(false)
    expect(isTaken(at('c'), 'j')).toBe(false)
  })
})
