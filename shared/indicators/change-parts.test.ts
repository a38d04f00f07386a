import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contributionsOf, restKey, type Contributor } from './change-parts.ts'

const count = fc.integer({ min: 0, max: 400 })
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null, freq: 8 })
const amounts = fc.record({ numerator: maybe(count), denominator: maybe(count) })
const part = fc.record({ before: amounts, after: amounts })
const city = fc
  .tuple(fc.array(part, { maxLength: 8 }), part, fc.boolean())
  .map(([parts, rest, unplaced]) => {
    const named = parts.map((p, i): Contributor => ({ ...p, key: String(i), name: `区${i}` }))
    const all = unplaced ? [...parts, rest] : parts
    const total = (when: 'before' | 'after', what: 'numerator' | 'denominator') =>
      all.reduce((sum, p) => sum + (p[when][what] ?? 0), 0)
    const of = (when: 'before' | 'after') => ({
      numerator: total(when, 'numerator'),
      denominator: total(when, 'denominator'),
    })
    return { parts: named, whole: { before: of('before'), after: of('after') } }
  })

const compositions = ['count', 'ratio', 'numerator'] as const

it('gives parts that add up to the change, whatever is missing or unplaced', () => {
  fc.assert(
    fc.property(city, fc.constantFrom(...compositions), ({ parts, whole }, composition) => {
      const ratio = composition !== 'count'
      if (ratio && (whole.before.denominator === 0 || whole.after.denominator === 0)) return
      const value = ({ numerator, denominator }: { numerator: number; denominator: number }) =>
        ratio ? (100 * numerator) / denominator : numerator
      const change = value(whole.after) - value(whole.before)
      const split = contributionsOf(composition, 100, whole, parts)
      const sum = split.reduce((total, p) => total + p.effect, 0)
      const scale = Math.max(1, ...split.map((p) => Math.abs(p.effect)))
      expect(Math.abs(sum - change)).toBeLessThanOrEqual(1e-9 * scale)
      for (const p of split) {
        if (composition !== 'ratio') expect([p.rateEffect, p.mixEffect]).toEqual([null, null])
        else expect((p.rateEffect ?? 0) + (p.mixEffect ?? 0)).toBeCloseTo(p.effect, 9)
      }
    }),
    { numRuns: 400, seed: 3 },
  )
})

it('turns every sign when the windows are swapped', () => {
  fc.assert(
    fc.property(city, ({ parts, whole }) => {
      if (whole.before.denominator === 0 || whole.after.denominator === 0) return
      const swap = <T extends { before: unknown; after: unknown }>(p: T): T => ({
        ...p,
        before: p.after,
        after: p.before,
      })
      const forth = contributionsOf('ratio', 100, whole, parts)
      const back = contributionsOf('ratio', 100, swap(whole), parts.map(swap))
      for (const p of forth) {
        const other = back.find((b) => b.key === p.key)
        expect(other?.effect ?? NaN).toBeCloseTo(-p.effect, 9)
        expect(other?.rateEffect ?? NaN).toBeCloseTo(-(p.rateEffect ?? NaN), 9)
      }
    }),
    { numRuns: 200, seed: 4 },
  )
})

const of = (numerator: number, denominator: number) => ({ numerator, denominator })

it('tells a better rate from a better mix', () => {
  const whole = { before: of(150, 200), after: of(165, 200) }
  const both = (n: Contributor['before'], m: Contributor['before'], key: string) => ({
    ...{ key, name: key, before: n, after: m },
  })
  // 甲 stays at 90 % and grows; 乙 stays at 60 % and shrinks: all of it is mix.
  const mix = contributionsOf('ratio', 100, whole, [
    both(of(90, 100), of(135, 150), '甲'),
    both(of(60, 100), of(30, 50), '乙'),
  ])
  expect(mix.map((p) => p.rateEffect)).toEqual([0, 0])
  expect(mix.reduce((sum, p) => sum + (p.mixEffect ?? 0), 0)).toBeCloseTo(7.5, 9)
})

it('lets a part that was due in one window only act by its weight', () => {
  const split = contributionsOf('ratio', 100, { before: of(50, 100), after: of(70, 120) }, [
    { key: '旧', name: '旧', before: of(50, 100), after: of(50, 100) },
    { key: '新', name: '新', before: of(0, 0), after: of(20, 20) },
  ])
  const fresh = split.find((p) => p.key === '新')
  expect([fresh?.before, fresh?.after, fresh?.rateEffect]).toEqual([null, 100, 0])
  expect(fresh?.mixEffect).toBeGreaterThan(0)
})

it('names what no part accounts for, and only where there is something', () => {
  const parts = [{ key: '甲', name: '甲', before: of(3, 0), after: of(5, 0) }]
  const whole = (extra: number) => ({ before: of(3, 0), after: of(5 + extra, 0) })
  expect(contributionsOf('count', 1, whole(0), parts).map((p) => p.key)).toEqual(['甲'])
  expect(contributionsOf('count', 1, whole(2), parts).at(-1)).toMatchObject({
    ...{ key: restKey, before: 0, after: 2, effect: 2 },
  })
})
