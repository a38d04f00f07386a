import { expect, it } from 'vitest'
import { faceOf, faceOfValue, panelFaces, showsContent, wordsOf } from './face.ts'

it('an absence names itself and zero is a value', () => {
  const of = (value: number | null, absence: Parameters<typeof faceOfValue>[0]['absence']) =>
    faceOfValue({ value, absence, stale: false })
  expect(of(0, null)).toBe('ready')
  expect(of(null, 'no-data')).toBe('no-data')
  expect(of(null, 'not-at-level')).toBe('not-at-level')
  expect(of(null, 'suppressed')).toBe('suppressed')
  expect(of(null, 'nothing-due')).toBe('empty')
  expect(of(null, null)).toBe('no-data')
  expect(faceOfValue({ value: 3, absence: null, stale: true })).toBe('stale')
})

it('every face but ready has words of its own', () => {
  const words = panelFaces.filter((face) => face !== 'ready').map(wordsOf)
  expect(words.every(Boolean)).toBe(true)
  expect(new Set(words).size).toBe(words.length)
})

it('a list that failed keeps what it last showed, marked stale', () => {
  expect(faceOf({ count: null })).toBe('loading')
  expect(faceOf({ count: null, failed: true })).toBe('failed')
  expect(faceOf({ count: 3, failed: true })).toBe('stale')
  expect(faceOf({ count: 0 })).toBe('empty')
  expect(faceOf({ count: 3 })).toBe('ready')
})

it('only ready and stale draw their content', () => {
  expect(panelFaces.filter(showsContent)).toEqual(['ready', 'stale'])
})
