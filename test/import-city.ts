import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImportReport } from '../shared/imports/answers.ts'
import { workOrderMapping, type WorkOrderMappingInput } from '../shared/imports/mapping.ts'
import { importInto } from '../server/app/import-work-orders.ts'
import { wire } from '../server/app/open-writer.ts'
import { openDatabase } from '../server/db/open.ts'
import { nantongPack, noon } from './demo-city.ts'

/** Headers as a 12345 export has them, and a row of it. */
export const headers = '工单编号,诉求时间,诉求类型,诉求内容,街道,状态,承办单位,派单时间,办结时间'
export const goodRow =
  'R1,2026-11-03 09:00:00,暴露垃圾,垃圾没人清,观音山街道,已办结,城管局,2026-11-03 09:20:00,2026-11-03 15:00:00'
export const table = (...rows: string[]): string => [headers, ...rows].join('\n')

/** The mapping of that table. */
export const plainMapping: WorkOrderMappingInput = {
  name: '试验',
  source: 'hotline',
  columns: {
    number: '工单编号',
    occurredAt: '诉求时间',
    type: '诉求类型',
    description: '诉求内容',
    region: '街道',
    status: '状态',
    department: '承办单位',
    dispatchedAt: '派单时间',
    closedAt: '办结时间',
  },
}

/** 南通 in memory, into which files of work orders are imported at `noon`. */
export function importCity() {
  const folder = mkdtempSync(join(tmpdir(), 'imports-'))
  const database = openDatabase(':memory:')
  const clock = { time: noon, now: () => clock.time }
  const writer = wire(nantongPack(), database, clock)
  const rejectedPath = join(folder, 'rejected.csv')
  let files = 0
  const load = async (
    content: string | Uint8Array,
    change: Partial<WorkOrderMappingInput> = {},
    dryRun = false,
  ): Promise<ImportReport> => {
    const file = join(folder, `${(files += 1)}.csv`)
    const mapping = join(folder, 'mapping.json')
    writeFileSync(file, content)
    const given = workOrderMapping.parse({ ...plainMapping, ...change })
    writeFileSync(mapping, JSON.stringify(given))
    const asked = { packFolder: 'seed/nantong', mapping, file, dryRun, rejectedPath }
    return importInto(writer, asked, clock)
  }
  const all = <T>(sql: string): T[] => database.sqlite.prepare<[], T>(sql).all()
  return {
    clock,
    load,
    all,
    writer,
    facts: () =>
      all<{ key: string; body: string; at: number }>(
        `SELECT key, body, occurred_at AS at FROM log WHERE stream = 'case' ORDER BY key`,
      ),
    keys: () =>
      all<{ key: string }>(`SELECT key FROM log WHERE stream = 'case' ORDER BY key`).map(
        (one) => one.key,
      ),
    cases: () =>
      all<Record<string, unknown>>(
        `SELECT number, type, region, lng, lat, department, stage, closed_at AS closedAt, title
         FROM case_state ORDER BY number`,
      ),
    letters: () =>
      all<{ source: string; reason: string; detail: string; raw: string }>(
        'SELECT * FROM rejected ORDER BY id',
      ),
    rejected: () => readFileSync(rejectedPath, 'utf8'),
    close: () => {
      database.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** The codes and rows of a report, without those about the file as a whole. */
export const said = ({ issues }: ImportReport): string[] =>
  issues.map(({ row, code }) => `${row} ${code}`)
