import type { ChangePart } from './change-answer.ts'

/** Numerator and denominator in one window (分子, 分母); null = missing, or there is no denominator. */
export interface Amounts {
  numerator: number | null
  denominator: number | null
}

/** One sub-region, type or department in both windows. */
export interface Contributor {
  key: string
  name: string
  before: Amounts
  after: Amounts
}

/**
 * How parts make up the whole: `count` adds up, `ratio` has a denominator of its own for every part,
 * `numerator` shares the denominator of the whole (每万人 by type: nobody counts people by type).
 */
export type Composition = 'count' | 'ratio' | 'numerator'

export const restKey = 'rest'
const tolerance = 1e-9

/**
 * Splits the change of a whole into what its parts contribute (变化分解); effects add up to the change.
 * Of a ratio the rate effect is the mean share × Δrate, the mix effect Δshare × (mean rate − mean of
 * the whole): the symmetric form, so that swapping the windows swaps every sign. What the parts do
 * not account for (未落点, 缺数) is a part of its own; a missing part counts as not there.
 */
export function contributionsOf(
  composition: Composition,
  scale: number,
  whole: Pick<Contributor, 'before' | 'after'>,
  parts: readonly Contributor[],
  restName = '其他（未落点或缺数）',
): ChangePart[] {
  const all = [...parts, ...restOf(composition, whole, parts, restName)]
  const split = (part: Contributor): ChangePart =>
    composition === 'count'
      ? countPart(part)
      : composition === 'ratio'
        ? ratioPart(part, whole, scale)
        : numeratorPart(part, whole, scale)
  return all.map(split).sort(bySize)
}

/** The largest first; what no part accounts for goes last. */
export const bySize = (a: ChangePart, b: ChangePart): number =>
  Number(a.key === restKey) - Number(b.key === restKey) || Math.abs(b.effect) - Math.abs(a.effect)

/** What is counted of a part: a ratio needs both of its numbers. */
function counted(composition: Composition, { numerator, denominator }: Amounts) {
  if (composition !== 'ratio') return { n: numerator ?? 0, d: 0 }
  if (numerator === null || denominator === null) return { n: 0, d: 0 }
  return { n: numerator, d: denominator }
}

function restOf(
  composition: Composition,
  whole: Pick<Contributor, 'before' | 'after'>,
  parts: readonly Contributor[],
  name: string,
): Contributor[] {
  const left = (when: 'before' | 'after'): Amounts => {
    const all = counted(composition, whole[when])
    let { n, d } = all
    for (const part of parts) {
      const own = counted(composition, part[when])
      n -= own.n
      d -= own.d
    }
    const clean = (rest: number, of: number) =>
      Math.abs(rest) <= tolerance * Math.max(1, Math.abs(of)) ? 0 : rest
    return { numerator: clean(n, all.n), denominator: clean(d, all.d) }
  }
  const rest = { key: restKey, name, before: left('before'), after: left('after') }
  const { before, after } = rest
  const empty = [before, after].every((a) => a.numerator === 0 && a.denominator === 0)
  return empty ? [] : [rest]
}

function countPart({ key, name, before, after }: Contributor): ChangePart {
  return {
    key,
    name,
    before: before.numerator,
    after: after.numerator,
    rateEffect: null,
    mixEffect: null,
    effect: (after.numerator ?? 0) - (before.numerator ?? 0),
  }
}

const numberOf = (amounts: Amounts): { n: number; d: number } => ({
  n: amounts.numerator ?? 0,
  d: amounts.denominator ?? 0,
})

function ratioPart(
  { key, name, before, after }: Contributor,
  whole: Pick<Contributor, 'before' | 'after'>,
  scale: number,
): ChangePart {
  const [b, a] = [counted('ratio', before), counted('ratio', after)]
  const [all0, all1] = [numberOf(whole.before), numberOf(whole.after)]
  const mean = (scale * (all0.n / all0.d + all1.n / all1.d)) / 2
  const [share0, share1] = [b.d / all0.d, a.d / all1.d]
  const contributed = scale * (a.n / all1.d - b.n / all0.d)
  const effect = contributed - (share1 - share0) * mean
  const both = b.d !== 0 && a.d !== 0
  // A part that is due in one window only has no rate to change: it moves the whole by its weight.
  const rateEffect = both ? ((share0 + share1) / 2) * scale * (a.n / a.d - b.n / b.d) : 0
  const rate = (given: Amounts, { n, d }: { n: number; d: number }) =>
    given.numerator === null || given.denominator === null || d === 0 ? null : (scale * n) / d
  return {
    key,
    name,
    before: rate(before, b),
    after: rate(after, a),
    rateEffect,
    mixEffect: effect - rateEffect,
    effect,
  }
}

function numeratorPart(
  { key, name, before, after }: Contributor,
  whole: Pick<Contributor, 'before' | 'after'>,
  scale: number,
): ChangePart {
  const value = (amounts: Amounts, all: Amounts): number | null =>
    amounts.numerator === null ? null : (scale * amounts.numerator) / numberOf(all).d
  const [was, is] = [value(before, whole.before), value(after, whole.after)]
  const effect = (is ?? 0) - (was ?? 0)
  return { key, name, before: was, after: is, rateEffect: null, mixEffect: null, effect }
}
