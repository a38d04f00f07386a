import type { CityPack } from '../../shared/city/pack.ts'
import { boundaryProblems } from './boundaries.ts'
import type { PackCheck } from './checks/check.ts'
import { checkCatalogue } from './checks/check-catalogue.ts'
import { checkComposites } from './checks/check-composites.ts'
import { checkClocks } from './checks/check-clocks.ts'
import { checkIndicators } from './checks/check-indicators.ts'
import { checkMeasures } from './checks/check-measures.ts'
import { checkRegions } from './checks/check-regions.ts'
import { checkSensitive } from './checks/check-sensitive.ts'
import { checkStages } from './checks/check-stages.ts'
import { decodeText } from './decode.ts'
import { readPackFolder, type PackFolder } from './pack-folder.ts'
import { CityPackError, type PackProblem } from './problems.ts'
import { cityFile, type CityFile } from './rows/city.ts'
import { readTables, type PackTables } from './tables.ts'

/** Each rule with the files it needs whole: a row left out there would make it blame other rows. */
const checks: [check: PackCheck, needs: string[]][] = [
  [checkRegions, ['regions.tsv', 'grids.tsv']],
  [checkMeasures, []],
  [checkIndicators, ['targets.tsv']],
  [checkComposites, ['composites.tsv']],
  [checkSensitive, ['event-types.tsv', 'measures.tsv', 'indicators.tsv']],
  [checkCatalogue, ['event-types.tsv']],
  [checkClocks, ['departments.tsv', 'lights.tsv', 'limit-changes.tsv', 'hand-offs.tsv']],
  [checkStages, ['measures.tsv', 'indicators.tsv']],
]

/**
 * The pack in a folder, validated whole. Raises `CityPackError` (`pack-invalid`) that lists every
 * problem found, each with file, row, column and what to write.
 */
export function loadCityPack(folder: string): CityPack {
  const files = readPackFolder(folder)
  const problems: PackProblem[] = []
  const city = readCityFile(files, problems)
  const { tables, leftOut } = readTables(files, city, problems)
  for (const [check, needs] of checks)
    if (city !== null && !needs.some((file) => leftOut.has(file)))
      check(tables, city, (problem) => problems.push(problem))
  if (!leftOut.has('regions.tsv')) problems.push(...boundaryProblems(folder, tables))
  if (city === null || problems.length > 0) throw new CityPackError(files.name, problems)
  return assemble(city, tables, files.hash)
}

function readCityFile(folder: PackFolder, problems: PackProblem[]): CityFile | null {
  const wrong = (column: string, found: string, expected: string): null => {
    problems.push({ file: 'city.json', row: 0, column, found, expected })
    return null
  }
  const bytes = folder.files.get('city.json')
  if (bytes === undefined) return wrong('', '', '缺少此文件，请从模板复制')
  let content: unknown
  try {
    content = JSON.parse(decodeText(bytes) ?? '')
  } catch (error) {
    return wrong('', '', `不是合法的 JSON：${error instanceof Error ? error.message : ''}`)
  }
  const result = cityFile.safeParse(content)
  if (result.success) return result.data
  for (const { path, message } of result.error.issues)
    wrong(path.join('.'), foundAt(content, path), message)
  return null
}

function foundAt(content: unknown, path: readonly PropertyKey[]): string {
  let value = content
  for (const key of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[key]
  return value === undefined ? '' : typeof value === 'object' ? '' : String(value)
}

const values = <T>(rows: readonly { value: T }[]): T[] => rows.map(({ value }) => value)

function assemble(city: CityFile, tables: PackTables, hash: string): CityPack {
  const { workingHours, ...rest } = city
  const regions = [...values(tables.regions), ...values(tables.grids)]
  return {
    ...rest,
    hash,
    cityRegion: regions.find((region) => region.parentId === null)?.id ?? 0,
    regions,
    departments: values(tables.departments),
    feeds: values(tables.feeds),
    eventTypes: values(tables.eventTypes),
    themes: values(tables.themes),
    measures: values(tables.measures),
    indicators: values(tables.indicators),
    composites: values(tables.composites),
    targets: values(tables.targets),
    lights: values(tables.lights),
    limitChanges: values(tables.limitChanges),
    handOffs: values(tables.handOffs),
    stages: values(tables.stages),
    facilities: values(tables.facilities),
    sources: values(tables.sources),
    calendar: {
      hours: workingHours,
      exceptions: new Map(values(tables.calendar).map(({ date, kind }) => [date, kind])),
    },
  }
}
