import { solve, type Constraint } from 'yalps'
import type { Indicator, Measure } from '../shared/city/pack.ts'
import { cellOf } from './sensitive-city.ts'

/** One number that anybody can read, over the window it was published for. */
export interface Published {
  indicator: Indicator
  region: number
  from: number
  to: number
  value: number
}

/** What is public about how the city counts: who is part of whom, and when feeds report. */
export interface PublicKnowledge {
  measure(id: string): Measure
  city: number
  districts: readonly number[]
  /** Starts of the measure's periods that end in (from, to]; a level has the last one alone. */
  periods(measure: Measure, from: number, to: number): number[]
  lastYear(indicator: Indicator, from: number, to: number): { from: number; to: number }
}

interface Equation {
  /** Cell to its factor. */
  terms: Map<string, number>
  bound: Constraint
}

const slack = 1e-9

/**
 * Works out what published numbers say of the counts behind them (区间攻击): every number is an
 * equation over counts that are whole, not negative and add up; the least and the most that they
 * leave for a count are found by linear programming. It knows the rule of suppression, not the data.
 */
export class Attacker {
  readonly #equations: Equation[] = []
  readonly #byCell = new Map<string, Equation[]>()
  readonly #seen = new Set<string>()

  constructor(readonly world: PublicKnowledge) {}

  /** Takes in a number: its equation, and that all counts behind it are ten at least. */
  learn(published: Published): void {
    const { indicator, region, from, to, value } = published
    const name = `${indicator.id}|${region}|${from}|${to}|${value}`
    if (this.#seen.has(name)) return
    this.#seen.add(name)
    const top = this.#sum(indicator.numerator, region, from, to, 1)
    if (indicator.formula === 'value') {
      this.#add(top, { min: value - slack, max: value + slack })
      return
    }
    const before = this.world.lastYear(indicator, from, to)
    const growth = indicator.formula === 'growth'
    const bottom = growth
      ? this.#sum(indicator.numerator, region, before.from, before.to, 1)
      : this.#sum(indicator.denominator, region, from, to, 1)
    const half = 0.5 * 10 ** -indicator.decimals + slack
    const offset = growth ? 1 : 0
    for (const [end, side] of [
      [value - half, 'min'],
      [value + half, 'max'],
    ] as const) {
      const terms = new Map(top)
      for (const [cell] of bottom)
        terms.set(cell, (terms.get(cell) ?? 0) - (offset + end / indicator.scale))
      this.#add(terms, { [side]: 0 })
    }
    this.#add(bottom, { min: 10 })
    if (growth) this.#add(top, { min: 10 })
  }

  /** Who knows that the smallest cells are hidden knows that none exceeds the smallest shown. */
  learnMost(indicator: Indicator, region: number, from: number, to: number, most: number): void {
    this.#add(this.#sum(indicator.numerator, region, from, to, 1), { max: most })
  }

  /** The least and most that a sum of measures can be; null = what is known contradicts itself. */
  bounds(measures: readonly string[], region: number, from: number, to: number): Bounds | null {
    const target = this.#sum(measures, region, from, to, 1)
    const least = this.#extreme(target, 'minimize')
    const most = this.#extreme(target, 'maximize')
    return least === null || most === null
      ? null
      : { least: Math.max(0, Math.ceil(least - 1e-4)), most: Math.floor(most + 1e-4) }
  }

  #sum(
    measures: readonly string[],
    region: number,
    from: number,
    to: number,
    factor: number,
  ): Map<string, number> {
    const terms = new Map<string, number>()
    for (const id of measures) {
      const measure = this.world.measure(id)
      for (const period of this.world.periods(measure, from, to)) {
        const cell = cellOf(id, region, period)
        terms.set(cell, (terms.get(cell) ?? 0) + factor)
        this.#know(measure, region, period)
      }
    }
    return terms
  }

  /** Once per cell: districts add up to the city, a part does not exceed its whole. */
  #know(measure: Measure, region: number, period: number): void {
    const name = `${measure.id}|${region}|${period}`
    if (this.#seen.has(name)) return
    this.#seen.add(name)
    const { city, districts } = this.world
    if (measure.aggregation === 'sum' && region === city) {
      const terms = new Map([[cellOf(measure.id, city, period), -1]])
      for (const district of districts) terms.set(cellOf(measure.id, district, period), 1)
      this.#add(terms, { equal: 0 })
      for (const district of districts) this.#know(measure, district, period)
    } else if (measure.aggregation === 'sum') this.#know(measure, city, period)
    if (measure.partOf === null) return
    const part = cellOf(measure.id, region, period)
    const whole = cellOf(measure.partOf, region, period)
    this.#add(
      new Map([
        [whole, 1],
        [part, -1],
      ]),
      { min: 0 },
    )
    this.#know(this.world.measure(measure.partOf), region, period)
  }

  #add(terms: Map<string, number>, bound: Constraint): void {
    const equation = { terms, bound }
    this.#equations.push(equation)
    for (const cell of terms.keys()) {
      const list = this.#byCell.get(cell)
      if (list) list.push(equation)
      else this.#byCell.set(cell, [equation])
    }
  }

  #extreme(target: Map<string, number>, direction: 'minimize' | 'maximize'): number | null {
    const cells = new Set(target.keys())
    const equations = new Set<Equation>()
    for (const cell of cells)
      for (const equation of this.#byCell.get(cell) ?? []) {
        equations.add(equation)
        for (const other of equation.terms.keys()) cells.add(other)
      }
    const constraints = new Map([...equations].map((e, i) => [String(i), e.bound]))
    const variables = new Map([...cells].map((c) => [c, new Map([['goal', target.get(c) ?? 0]])]))
    let row = 0
    for (const { terms } of equations) {
      for (const [cell, factor] of terms) variables.get(cell)?.set(String(row), factor)
      row += 1
    }
    const { status, result } = solve({ direction, objective: 'goal', constraints, variables })
    if (status === 'unbounded') return Infinity
    return status === 'optimal' ? result : null
  }
}

export interface Bounds {
  least: number
  most: number
}
