import { afterEach, expect, it } from 'vitest'
import { loadCityPack } from './load-city-pack.ts'
import { PackCopy } from './pack-copy.ts'
import { CityPackError } from './problems.ts'

const indicator = 'party.whistle_response_rate'
const copies: PackCopy[] = []
const aCopy = (classes?: string): PackCopy => {
  const copy = new PackCopy()
  copies.push(copy)
  if (classes !== undefined) copy.set('indicators.tsv', indicator, 'classes', classes)
  return copy
}
afterEach(() => copies.splice(0).forEach((copy) => copy.discard()))

const ruleOf = ({ folder }: PackCopy) =>
  loadCityPack(folder).indicators.find(({ id }) => id === indicator)?.classes

it('reads how the map of an indicator is classed', () => {
  expect(ruleOf(aCopy('quantile'))).toEqual({ method: 'quantile', breaks: [] })
  expect(ruleOf(aCopy('manual:85;90;95.5'))).toEqual({ method: 'manual', breaks: [85, 90, 95.5] })
})

it.each(['jenks', 'manual', 'manual:', 'manual:90;85', 'manual:1;2;3;4;5;6', 'equal:1;2'])(
  'refuses the class method %s and says what to write',
  (classes) => {
    expect(() => ruleOf(aCopy(classes))).toThrow(CityPackError)
  },
)

it('takes natural breaks where a pack has no such column', () => {
  const copy = aCopy().edit('indicators.tsv', (text) => {
    const lines = text.trimEnd().split('\n')
    const at = lines[0]!.split('\t').indexOf('classes')
    return lines.map((line) => line.split('\t').toSpliced(at, 1).join('\t')).join('\n') + '\n'
  })
  expect(ruleOf(copy)).toEqual({ method: 'natural', breaks: [] })
})

it('gives the lines of Nantong that are set by hand a threshold among their breaks', () => {
  const { indicators } = loadCityPack(aCopy().folder)
  const manual = indicators.filter(({ classes }) => classes?.method === 'manual')
  expect(manual.length).toBeGreaterThan(50)
  for (const { id, classes, threshold } of manual)
    expect(
      [threshold.yellow, threshold.red].some((line) => classes?.breaks.includes(line ?? NaN)),
      id,
    ).toBe(true)
})
