import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bostonHeader } from '../server/ingest/fixtures/boston-rows.ts'
import type { Bench, Row } from './bench.ts'

/** Rows of the shortest synthetic file; the others are 4 and 16 times as long. */
const shortest = 4_000
const bostonFile = process.argv.find((word) => /\.csv(\.zip)?$/.test(word))

/**
 * `npm run import` as its own process over Boston's file, whose path is an argument
 * (`npm run bench -- import FILE.csv.zip`), and over synthetic files of the same columns in three
 * lengths, whose peak memory must not grow with the file.
 */
export default {
  name: 'import',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shiyu-import-'))
    try {
      const rows: Row[] = []
      const peaks: number[] = []
      for (const times of [1, 4, 16]) {
        const file = join(folder, `${times}.csv`)
        writeFileSync(file, syntheticFile(shortest * times))
        const { seconds, megabytes } = await imported(file, join(folder, `data-${times}`))
        const what = `${times} × ${shortest.toLocaleString('en')} rows`
        rows.push({ what: `${what}, peak memory`, value: megabytes, unit: 'MB' })
        rows.push({ what, value: (shortest * times) / seconds, unit: 'rows/s' })
        peaks.push(megabytes)
      }
      const [first = NaN, , last = NaN] = peaks
      rows.push({
        what: 'peak memory, 16 × ÷ 1 ×',
        value: last / first,
        unit: '×',
        goal: 'flat: at most 1.5',
      })
      if (bostonFile === undefined) {
        console.log('import: Boston’s file is not measured; give its path as an argument.')
        return rows
      }
      const { seconds, megabytes, cpu } = await imported(bostonFile, join(folder, 'boston'))
      return [
        { what: 'Boston’s file, whole command', value: seconds, unit: 's', goal: 'at most 30' },
        { what: 'Boston’s file, processor time', value: cpu, unit: 's' },
        { what: 'Boston’s file, peak memory', value: megabytes, unit: 'MB' },
        ...rows,
      ]
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
} satisfies Bench

/** Imports a file into an empty folder; peak memory as Linux counts it, NaN elsewhere. */
async function imported(file: string, dataDir: string) {
  const from = performance.now()
  const args = ['--import', 'tsx', 'server/app/import.ts']
  const boston = ['--pack', 'seed/boston', '--source', 'boston-311', file]
  const child = spawn(process.execPath, [...args, ...boston], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let [megabytes, cpu] = [NaN, NaN]
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      const peak = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1_000
      if (peak > 0) megabytes = peak
      const fields =
        readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      cpu = (Number(fields[11]) + Number(fields[12])) / 100
    } catch {
      // It has just ended, or this is not Linux.
    }
  }, 50)
  const [code] = (await once(child, 'exit')) as [number]
  clearInterval(look)
  rmSync(dataDir, { recursive: true, force: true })
  if (code !== 0) throw new Error(`The import ended with ${code}.`)
  return { seconds: (performance.now() - from) / 1_000, megabytes, cpu }
}

const places = [
  'Dorchester',
  'Roxbury',
  'Allston',
  'Brighton',
  'South Boston / South Boston Waterfront',
]
const types = ['Request for Pothole Repair', 'Sticker Request', 'Missing Sign', 'Bed Bugs']

/** A file in the shape of Boston's: a request every four minutes, closed the day after. */
function syntheticFile(rows: number): string {
  const stamp = (minute: number): string =>
    new Date(Date.UTC(2011, 6, 1, 12) + minute * 60_000)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ')
  const line = (n: number): string => {
    const open = n * 4
    const cells: Record<string, string> = {
      ...{ case_enquiry_id: String(n + 1), open_dt: stamp(open), target_dt: stamp(open + 2_880) },
      ...{ closed_dt: stamp(open + 1_440), ontime: 'ONTIME', case_status: 'Closed' },
      ...{
        type: types[n % types.length] ?? '',
        case_title: `Request ${n}`,
        source: 'Self Service',
      },
      ...{ neighborhood: places[n % places.length] ?? '', department: 'PWDx' },
      ...{ latitude: '42.2974', longitude: '-71.0641', closure_reason: 'Case Resolved' },
    }
    return bostonHeader
      .split(',')
      .map((column) => cells[column] ?? '')
      .join(',')
  }
  return [bostonHeader, ...Array.from({ length: rows }, (_, n) => line(n)), ''].join('\n')
}
