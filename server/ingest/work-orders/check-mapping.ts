import { DomainError } from '../../../shared/errors.ts'
import {
  fieldName,
  workOrderFields,
  type WorkOrderMapping,
} from '../../../shared/imports/mapping.ts'
import { makeZone } from '../../../shared/time/zone.ts'
import { forbiddenName } from '../forbidden-columns.ts'
import type { WorkOrderCity } from './city.ts'

/** What a mapping says that its city does not know, in words; empty = it may be used. */
export function mappingProblems(mapping: WorkOrderMapping, city: WorkOrderCity): string[] {
  const { lookups } = city
  const problems: string[] = []
  const { source, columns, valueMaps, region, type, zone } = mapping
  if (!lookups.caseSources.has(source))
    problems.push(`来源：“${source}”不在城市包中；应为 ${[...lookups.caseSources].join('、')}`)
  for (const field of workOrderFields) {
    const column = columns[field]
    if (typeof column === 'string' && forbiddenName(column))
      problems.push(`${fieldName[field]}：“${column}”列属个人信息，不得映射`)
  }
  const unknown = (where: string, codes: Iterable<string>, known: (code: string) => boolean) => {
    for (const code of codes) if (!known(code)) problems.push(`${where}：“${code}”不在城市包中`)
  }
  const isType = (code: string): boolean => lookups.types.has(code)
  unknown('值对照·事件类型', new Set(Object.values(valueMaps.type)), isType)
  unknown('关键词·事件类型', new Set(type.keywords.map((one) => one.type)), isType)
  unknown('值对照·承办单位', new Set(Object.values(valueMaps.department)), (id) =>
    lookups.departments.has(id),
  )
  unknown('值对照·区域', new Set(Object.values(valueMaps.region)), lookups.everKnown)
  if (region.within !== undefined)
    unknown('区域范围', [region.within], (code) => city.tree.byCode(code) !== undefined)
  if (type.by === 'keywords' && type.keywords.length === 0)
    problems.push('事件类型：按关键词时应写关键词')
  if (zone !== undefined && !isZone(zone)) problems.push(`时区：“${zone}”不是 IANA 时区`)
  return problems
}

/** Raises `bad-request` with every problem of a mapping. */
export function checkMapping(mapping: WorkOrderMapping, city: WorkOrderCity): void {
  const problems = mappingProblems(mapping, city)
  if (problems.length > 0)
    throw new DomainError({
      code: 'bad-request',
      params: { what: `映射有误：\n${problems.join('\n')}` },
    })
}

function isZone(name: string): boolean {
  try {
    makeZone(name)
    return true
  } catch {
    return false
  }
}
