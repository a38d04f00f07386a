import type { CityFile } from '../rows/city.ts'
import type { PackProblem } from '../problems.ts'
import type { PackTables } from '../tables.ts'

export type Report = (problem: PackProblem) => void

/** A rule over the whole pack: reports what is wrong, raises nothing. */
export type PackCheck = (tables: PackTables, city: CityFile, report: Report) => void
