/** One measured figure; `goal` says in words what it should reach. */
export interface Row {
  what: string
  value: number
  unit: string
  goal?: string
}

/** A benchmark: `bench/<name>.bench.ts` exports one as default. */
export interface Bench {
  name: string
  run(): Promise<Row[]>
}
