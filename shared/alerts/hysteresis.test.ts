import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { calmMs, marginOf, nextStep, type AlertLevel, type Evidence } from './hysteresis.ts'

type Lines = NonNullable<Evidence['judgement']>

/** 按期率 below 95 is yellow, below 85 red: badness is the rate's negative. */
function judged(rate: number, yellow: number | null = 95, red: number | null = 85): Lines {
  const status =
    red !== null && rate < red ? 'red' : yellow !== null && rate < yellow ? 'yellow' : 'normal'
  const line = (at: number | null) => (at === null ? null : -at)
  return {
    ...{ status, reason: null, badness: -rate, split: false },
    ...{ yellowAt: line(yellow), redAt: line(red) },
  }
}

const seen = (judgement: Lines | null, more: Partial<Evidence> = {}): Evidence => ({
  ...{ judgement, stale: false, best: false, growing: false, calmForMs: null },
  calmPeriods: () => 0,
  ...more,
})

/** The steps that a run of evidence leads to. */
function run(evidence: readonly Evidence[], from: AlertLevel | null = null) {
  let level = from
  return evidence.map((e) => {
    const step = nextStep(level, e)
    if (step.kind === 'raise' || step.kind === 'level') level = step.level
    if (step.kind === 'clear') level = null
    return { step, level }
  })
}
const raised = (evidence: readonly Evidence[], from: AlertLevel | null = null) =>
  run(evidence, from).filter(({ step }) => step.kind === 'raise').length

const anyRate = fc.double({ min: 0, max: 100, noNaN: true })

describe('an alert', () => {
  it('is raised at the level of the first answer that crosses a line', () => {
    expect(nextStep(null, seen(judged(96)))).toEqual({ kind: 'none' })
    expect(nextStep(null, seen(judged(94)))).toEqual({ kind: 'raise', level: 'yellow' })
    expect(nextStep(null, seen(judged(80)))).toEqual({ kind: 'raise', level: 'red' })
  })

  it('rises at once, eases and clears beyond the margin', () => {
    const steps = run([94, 84.9, 85.5, 86, 95.9, 96].map((rate) => seen(judged(rate))))
    expect(steps.map(({ level }) => level)).toEqual([
      ...['yellow', 'red', 'red', 'yellow', 'yellow'],
      null,
    ])
  })

  it('is cleared by a value that cannot get any better, though no margin fits beyond it', () => {
    const full = judged(100, 100, 95)
    expect(nextStep('yellow', seen(full))).toEqual({ kind: 'none' })
    expect(nextStep('yellow', seen(full, { best: true }))).toEqual({ kind: 'clear', by: 'margin' })
  })

  it('within the margin is cleared by two whole normal periods, not by one', () => {
    const normal = (periods: number) => seen(judged(95.5), { calmPeriods: () => periods })
    expect(nextStep('yellow', normal(1))).toEqual({ kind: 'none' })
    expect(nextStep('yellow', normal(2))).toEqual({ kind: 'clear', by: 'hold' })
  })

  it('without a margin is cleared by time, and by time alone', () => {
    const calm = (ms: number) => seen(judged(100, 95, null), { calmForMs: ms, best: true })
    expect(nextStep('yellow', calm(calmMs - 1))).toEqual({ kind: 'none' })
    expect(nextStep('yellow', calm(calmMs))).toEqual({ kind: 'clear', by: 'hold' })
  })

  it('of a running count is not cleared because nothing has happened yet today', () => {
    const early = seen(judged(100), { growing: true, best: true, calmForMs: 2 * calmMs })
    expect(nextStep('yellow', early)).toEqual({ kind: 'none' })
  })

  it('whose rule was taken away is cleared, whatever the value', () => {
    const gone: Lines = { ...judged(50), status: 'unknown', reason: 'no-rule' }
    expect(nextStep('red', seen(gone))).toEqual({ kind: 'clear', by: 'rule-withdrawn' })
    expect(nextStep(null, seen(gone))).toEqual({ kind: 'none' })
  })
})

test('what is missing, stale or not judged neither raises nor clears', () => {
  const level = fc.constantFrom<AlertLevel | null>(null, 'yellow', 'red')
  const silent = fc.oneof(
    fc.constant(null),
    anyRate.map((rate) => ({
      ...judged(rate),
      status: 'unknown' as const,
      reason: 'no-value' as const,
    })),
  )
  fc.assert(
    fc.property(level, silent, anyRate, (at, judgement, rate) => {
      const calm = { best: true, calmForMs: calmMs, calmPeriods: () => 2 }
      expect(nextStep(at, seen(judgement, calm))).toEqual({ kind: 'none' })
      expect(nextStep(at, seen(judged(rate), { ...calm, stale: true }))).toEqual({ kind: 'none' })
    }),
  )
})

test('a value that wobbles around the line within the margin raises at most once', () => {
  const lines = fc.record({
    yellow: fc.double({ min: 50, max: 99, noNaN: true }),
    distance: fc.double({ min: 0.5, max: 40, noNaN: true }),
  })
  const wobble = fc.array(fc.double({ min: -0.99, max: 0.99, noNaN: true }), { maxLength: 60 })
  fc.assert(
    fc.property(lines, wobble, ({ yellow, distance }, offsets) => {
      const margin = distance / 10
      const evidence = offsets.map((offset) =>
        // Whatever time passes: a day of half-hours is no reason to ring again.
        seen(judged(yellow + offset * margin, yellow, yellow - distance), {
          calmForMs: calmMs * 48,
        }),
      )
      expect(raised(evidence)).toBeLessThanOrEqual(1)
      expect(raised(evidence, 'yellow')).toBe(0)
    }),
  )
})

test('between two raises lies a value beyond the margin, or a run of normal as long as the rule asks', () => {
  fc.assert(
    fc.property(fc.array(anyRate, { maxLength: 60 }), (rates) => {
      let best = -Infinity
      let rings = 0
      for (const [i, { step }] of run(rates.map((rate) => seen(judged(rate)))).entries()) {
        if (step.kind === 'raise') {
          if (rings > 0) expect(best).toBeGreaterThanOrEqual(95 + 1 - 1e-9)
          rings += 1
          best = -Infinity
        }
        best = Math.max(best, rates[i] as number)
      }
    }),
  )
})

test('an open alert always stands at the worst level since it was last eased', () => {
  fc.assert(
    fc.property(fc.array(anyRate, { minLength: 1, maxLength: 40 }), (rates) => {
      for (const [i, { level }] of run(rates.map((rate) => seen(judged(rate)))).entries()) {
        const { status } = judged(rates[i] as number)
        if (status === 'red') expect(level).toBe('red')
        if (status === 'yellow') expect(level).not.toBeNull()
      }
    }),
  )
})

test('a margin is a tenth of the distance between the lines, and none where there is no distance', () => {
  expect(marginOf(judged(90))).toBeCloseTo(1)
  expect(marginOf(judged(90, 95, null))).toBeNull()
  expect(marginOf(judged(90, 95, 95))).toBeNull()
  expect(marginOf({ ...judged(90), split: true })).toBeNull()
})
