import { readdirSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Bench, Row } from './bench.ts'

// `npm run bench` runs every benchmark; `npm run bench -- append` those whose name holds a word.
// A word with a dot is a file, for the benchmark that reads one.
const wanted = process.argv.slice(2).filter((word) => !word.includes('.'))
const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.bench.ts'))

const table: (Row & { bench: string })[] = []
for (const file of files.sort()) {
  const url = pathToFileURL(join(import.meta.dirname, file)).href
  const { default: bench } = (await import(url)) as { default: Bench }
  if (wanted.length > 0 && !wanted.some((word) => bench.name.includes(word))) continue
  for (const row of await bench.run()) table.push({ bench: bench.name, ...row })
}

console.log(machine())
console.table(
  table.map(({ bench, what, value, unit, goal }) => ({
    bench,
    what,
    value: Number(value.toPrecision(3)),
    unit,
    goal: goal ?? '',
  })),
)

function machine(): string {
  const [cpu] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  const load = loadavg()[0]?.toFixed(1) ?? '?'
  return `${cpu?.model ?? 'unknown processor'} × ${cpus().length}, ${memory} GB, Node ${process.version}, ${process.platform}, load ${load}`
}
