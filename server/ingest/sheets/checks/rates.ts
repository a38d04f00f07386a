import { subjectOf } from '../table/figure.ts'
import type { Figure, RateFigure } from '../table/figure.ts'
import { shown, type Check, type Finding } from './finding.ts'

/** A rate that the table gives must be its part divided by its whole; it is never stored. */
export const rates: Check = ({ figures, rates: given, city }) => {
  if (given.length === 0) return []
  const bySubject = new Map(figures.map((figure) => [subjectOf(figure), figure]))
  return given.flatMap((rate): Finding[] => {
    const of = (id: string): Figure | undefined => {
      const measure = city.measures.get(id)
      const { region, period } = rate
      return measure && bySubject.get(subjectOf({ measure, region, period }))
    }
    const [part, whole] = [of(rate.part), of(rate.whole)]
    if (!part || !whole || part.value === null || whole.value === null) return []
    if (whole.value <= whole.step) return []
    const computed = (rate.scale * part.value) / whole.value
    // The department divides before it rounds.
    const loose = (rate.scale * (part.step + (whole.step * part.value) / whole.value)) / whole.value
    const near = (value: number): boolean =>
      Math.abs(value - computed) <= loose / 2 + rate.step / 2 + 0.0005 * rate.scale
    if (near(rate.value)) return []
    const slip = [100, 0.01].some((factor) => near(rate.value * factor))
    return [slip ? scaleSlip(rate, computed) : differs(rate, computed)]
  })
}

const words = ({ scale }: RateFigure, value: number): string =>
  `${shown(Number(value.toFixed(scale === 1 ? 4 : 2)))}${scale === 100 ? '%' : ''}`

const scaleSlip = (rate: RateFigure, computed: number): Finding => ({
  code: 'share-scale',
  severity: 'warning',
  at: rate,
  figures: [],
  expected: `${words(rate, computed)}；95% 与 0.95 混用，率由分子分母算出，此格未采用`,
  found: rate.given,
})

const differs = (rate: RateFigure, computed: number): Finding => ({
  code: 'rate-differs',
  severity: 'warning',
  at: rate,
  figures: [],
  expected: `分子除以分母为 ${words(rate, computed)}；率由分子分母算出，此格未采用，请核对三格`,
  found: rate.given,
})
