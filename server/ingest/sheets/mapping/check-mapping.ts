import type { CityPack, Measure } from '../../../../shared/city/pack.ts'
import { forbiddenName } from '../../forbidden-columns.ts'
import { factorBetween } from '../table/units.ts'
import { finer } from '../../tables/region-names.ts'
import { isRate, type Header, type SheetMapping } from './sheet-mapping.ts'

/** One thing wrong with a mapping: which field, what stands there, what should. */
export interface MappingProblem {
  field: string
  found: string
  expected: string
}

/** What a mapping says that its pack does not know, field by field; empty = it may be used. */
export function checkMapping(mapping: SheetMapping, pack: CityPack): MappingProblem[] {
  const problems: MappingProblem[] = []
  const wrong = (field: string, found: string, expected: string): void =>
    void problems.push({ field, found, expected })
  const codes = new Set(pack.regions.map((region) => region.code))
  const measures = new Map(pack.measures.map((measure) => [measure.id, measure]))
  const code = (field: string, given: string | undefined): void => {
    if (given !== undefined && !codes.has(given)) wrong(field, given, '应为城市包中的区域代码')
  }
  const { regions, periods, totals, value } = mapping

  if (!pack.feeds.some((feed) => feed.id === mapping.feed))
    wrong('feed', mapping.feed, '应为城市包 feeds.tsv 中的接口编号')

  if (regions.in === 'fixed') code('regions.code', regions.code)
  else {
    code('regions.within', regions.within)
    for (const [name, given] of Object.entries(regions.aliases))
      code(`regions.aliases.${name}`, given)
  }
  totals.forEach((total, i) => code(`totals.${i}.region`, total.region))

  const measure = (field: string, id: string, unit: string | undefined): void => {
    const known = measures.get(id)
    if (known === undefined || known.origin !== 'reported')
      return wrong(field, id, '应为城市包 measures.tsv 中由部门上报的度量')
    if (known.feed !== mapping.feed)
      return wrong(field, id, `由接口 ${known.feed} 上报，不属于接口 ${mapping.feed}`)
    if (unit !== undefined && factorBetween(unit, known.unit) === null)
      wrong(field.replace(/measure$/, 'unit'), unit, `应能换算为“${known.unit}”`)
    tooFine(field, known)
  }
  const tooFine = (field: string, { id, finestLevel }: Measure): void => {
    if (regions.in !== 'fixed' && regions.level !== undefined && finer(regions.level, finestLevel))
      wrong(field, id, `此度量只到 ${finestLevel} 一级，表中区域为 ${regions.level}`)
  }
  if (mapping.measures.in === 'fixed')
    measure('measures.measure', mapping.measures.measure, mapping.measures.unit)
  else
    mapping.measures.list.forEach((item, i) => {
      const at = `measures.list.${i}`
      forbidden(`${at}.name`, item.name)
      if (!isRate(item)) return measure(`${at}.measure`, item.measure, item.unit)
      for (const side of ['part', 'whole'] as const)
        if (!measures.has(item.rate[side]))
          wrong(`${at}.rate.${side}`, item.rate[side], '应为城市包 measures.tsv 中的度量')
    })

  function forbidden(field: string, given: Header | undefined): void {
    for (const name of given === undefined ? [] : [given].flat())
      if (forbiddenName(name)) wrong(field, name, '禁存字段，不得映射')
  }
  for (const [field, at] of Object.entries({ regions, periods, measures: mapping.measures, value }))
    if (at !== undefined && 'header' in at) forbidden(`${field}.header`, at.header)

  const inHeader = [regions, mapping.measures, periods].filter((at) => at.in === 'header')
  if (inHeader.length === 0 && value === undefined)
    wrong('value', '', '没有一维在表头时，应写明数值所在的列：{"header": "数值"}')
  if (inHeader.length > 0 && value !== undefined)
    wrong('value', '', '有一维在表头时，不应再写数值列')
  const lines = inHeader.map((at) => ('line' in at ? at.line : undefined))
  if (inHeader.length > 1 && new Set(lines).size < lines.length)
    wrong('header', '', '两维同在表头时，应各写 line，说明各在表头第几行')
  return problems
}
