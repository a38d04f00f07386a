import type { z } from 'zod'
import { calendarTable, sourceTable } from './rows/calendar.ts'
import { compositeTable, targetTable } from './rows/composite.ts'
import { departmentTable } from './rows/department.ts'
import { eventTypeTable } from './rows/event-type.ts'
import { feedTable } from './rows/feed.ts'
import { indicatorTable } from './rows/indicator.ts'
import { measureTable } from './rows/measure.ts'
import { gridTable, regionTable } from './rows/region.ts'
import { handOffTable, lightTable, limitChangeTable, stageTable } from './rows/rules.ts'
import { facilityTable, themeTable } from './rows/theme.ts'
import type { CityFile } from './rows/city.ts'
import { resolveDepartments } from './departments.ts'
import type { PackFolder } from './pack-folder.ts'
import type { PackProblem } from './problems.ts'
import { checkReferences, readRaw, typedRows, type RawRow, type TableSpec } from './table.ts'

const specs = {
  regions: regionTable,
  grids: gridTable,
  departments: departmentTable,
  feeds: feedTable,
  eventTypes: eventTypeTable,
  themes: themeTable,
  facilities: facilityTable,
  measures: measureTable,
  indicators: indicatorTable,
  composites: compositeTable,
  targets: targetTable,
  lights: lightTable,
  limitChanges: limitChangeTable,
  handOffs: handOffTable,
  stages: stageTable,
  calendar: calendarTable,
  sources: sourceTable,
}

type Specs = typeof specs
/** Every table of the pack as typed rows that know their line. */
export type PackTables = {
  [K in keyof Specs]: { row: number; value: ReturnType<Specs[K]['make']> }[]
}

/**
 * Reads all tables and checks cells and references; problems are added, rows with a wrong cell left
 * out. `leftOut` names the files that miss some row.
 */
export function readTables(
  folder: PackFolder,
  city: CityFile | null,
  problems: PackProblem[],
): { tables: PackTables; leftOut: ReadonlySet<string> } {
  const raw = new Map<string, RawRow[]>()
  for (const spec of Object.values(specs)) raw.set(spec.file, readRaw(folder, spec, problems))
  for (const spec of Object.values(specs))
    resolveDepartments(spec, raw.get(spec.file) ?? [], raw.get('departments.tsv') ?? [], problems)

  const keys = new Map<string, ReadonlySet<string>>()
  for (const { file, key } of Object.values(specs)) {
    const named = raw.get(file)?.map(({ cells }) => cells[key ?? ''])
    if (key === null || !folder.files.has(file) || named === undefined) continue
    const ids = named.filter((id) => id !== undefined)
    if (ids.length === named.length) keys.set(file, new Set(ids))
  }
  if (city !== null) {
    keys.set('city.json levels', new Set(city.levels.map(({ id }) => id)))
    keys.set('city.json categories', new Set(city.categories.map(({ code }) => code)))
    keys.set('city.json caseSources', new Set(city.caseSources.map(({ key }) => key)))
  }

  const typed: Record<string, unknown> = {}
  const leftOut = new Set<string>()
  for (const [name, spec] of Object.entries(specs)) {
    const rows = raw.get(spec.file) ?? []
    checkReferences(spec, rows, keys, problems)
    const known = typedRows(spec as unknown as TableSpec<z.ZodObject, unknown>, rows, problems)
    if (known.length < rows.length) leftOut.add(spec.file)
    typed[name] = known
  }
  return { tables: typed as PackTables, leftOut }
}
