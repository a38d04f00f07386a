import { regionFaults, type RegionFaultCode } from '../../../shared/regions/faults.ts'
import type { PackCheck } from './check.ts'

const words: Record<RegionFaultCode, [column: string, expected: string]> = {
  'duplicate-id': ['id', '编号重复，应终身唯一'],
  'no-root': ['parent', '没有根区域：市本级一行的 parent 应留空'],
  'second-root': ['parent', '已有根区域，应填上级区域的编号'],
  'unknown-parent': ['parent', '没有这个编号的区域'],
  'not-below-parent': ['parent', '上级区域的层级应高于本区域'],
  'parent-ended': ['parent', '上级区域已撤并，应改属现区域'],
  'unknown-successor': ['successor', '没有这个编号的区域'],
  'circular-succession': ['successor', '承继关系成环'],
  'ends-before-start': ['validTo', '应晚于 validFrom'],
  'duplicate-code': ['code', '代码在同一时期属于两个区域'],
}

/** One tree, levels the city has, label points whole, and the root under the city's own code. */
export const checkRegions: PackCheck = ({ regions, grids }, city, report) => {
  const located = [
    ...regions.map(({ row, value }) => ({ file: 'regions.tsv', row, value })),
    ...grids.map(({ row, value }) => ({ file: 'grids.tsv', row, value })),
  ]
  const places = new Map(located.map((place) => [place.value.id, place]))
  for (const { code, id, found } of regionFaults(located.map(({ value }) => value))) {
    const { file, row } = places.get(id) ?? { file: 'regions.tsv', row: 0 }
    const [column, expected] = words[code]
    report({ file, row, column, found, expected })
  }
  const levels = new Set<string>(city.levels.map(({ id }) => id))
  for (const { file, row, value } of located) {
    if (!levels.has(value.level))
      report({ file, row, column: 'level', found: value.level, expected: 'city.json 未列此层级' })
    if ((value.lng === null) !== (value.lat === null))
      report({ file, row, column: 'lng', found: '', expected: 'lng 与 lat 应同填或同空' })
    if (value.successorId !== null && value.validTo === null)
      report({ file, row, column: 'validTo', found: '', expected: '有承继者的区域应填撤并日期' })
    if (value.parentId === null && value.code !== city.code)
      report({
        file,
        row,
        column: 'code',
        found: value.code,
        expected: `应与 city.json 一致：${city.code}`,
      })
  }
}
