import { expect, it } from 'vitest'
import { askOneAtATime, type AskedTile } from './one-at-a-time.ts'

/** A source whose worker answers when told to, as the library's does: it forgets the request first. */
function aSource() {
  const asked: { tile: AskedTile; answer(error?: Error): void }[] = []
  const source = {
    loadTile(tile: AskedTile, done: (error?: Error | null) => void) {
      tile.request = {}
      const answer = (error?: Error) => {
        delete tile.request
        tile.state = error ? 'errored' : 'loaded'
        done(error)
      }
      asked.push({ tile, answer })
    },
  }
  askOneAtATime(source)
  return { source, asked }
}

it('asks once at a time, and of the wishes that came meanwhile only for the newest', () => {
  const { source, asked } = aSource()
  const tile: AskedTile = { state: 'loading' }
  const done: string[] = []
  for (const wish of ['first', 'second', 'third']) source.loadTile(tile, () => done.push(wish))
  expect(asked).toHaveLength(1)
  asked[0]?.answer()
  expect(asked).toHaveLength(2)
  expect(tile.state).toBe('reloading')
  asked[1]?.answer()
  expect(asked).toHaveLength(2)
  expect(done).toEqual(['first', 'third'])
  expect(tile.state).toBe('loaded')
})

it('asks for another tile at once, and again after an answer or an error', () => {
  const { source, asked } = aSource()
  const [one, other]: AskedTile[] = [{ state: 'loading' }, { state: 'loading' }]
  if (!one || !other) throw new Error('Two tiles are needed.')
  source.loadTile(one, () => {})
  source.loadTile(other, () => {})
  source.loadTile(other, () => {})
  expect(asked.map(({ tile }) => tile)).toEqual([one, other])
  asked[1]?.answer(new Error('The worker could not.'))
  expect(asked.at(-1)?.tile).toBe(other)
  asked[0]?.answer()
  source.loadTile(one, () => {})
  expect(asked.at(-1)?.tile).toBe(one)
})

it('asks no more for a tile that has left the map', () => {
  const { source, asked } = aSource()
  const tile: AskedTile = { state: 'loading' }
  source.loadTile(tile, () => {})
  source.loadTile(tile, () => {})
  tile.aborted = true
  asked[0]?.answer()
  expect(asked).toHaveLength(1)
})
