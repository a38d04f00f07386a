import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { nantongPack } from '../../../../test/demo-city.ts'
import { loadMapping, mappingIds, parseMapping } from './load-mapping.ts'

const pack = nantongPack()
const folder = 'seed/nantong'
const wanted = JSON.parse(readFileSync(join(folder, 'sheets/waste-month.json'), 'utf8')) as object
const own = mkdtempSync(join(tmpdir(), 'sheets-'))
afterAll(() => rmSync(own, { recursive: true }))

const problems = (change: object): string[] => {
  const read = parseMapping(
    Buffer.from(JSON.stringify({ ...wanted, ...change })),
    'waste-month',
    pack,
  )
  return 'problems' in read ? read.problems.map(({ field, found }) => `${field}=${found}`) : []
}

describe('a mapping', () => {
  test('of the pack is loaded, and every one of them is sound', () => {
    expect(mappingIds(folder)).toEqual(['jobs-year', 'statistics-city', 'waste-month'])
    for (const id of mappingIds(folder)) expect(loadMapping(folder, id, pack).id).toBe(id)
  })

  test('with a mistake names file and field, all mistakes at once', () => {
    mkdirSync(join(own, 'sheets'))
    writeFileSync(
      join(own, 'sheets/waste-month.json'),
      JSON.stringify({ ...wanted, feed: 'nobody', header: {} }),
    )
    expect(() => loadMapping(own, 'waste-month', pack)).toThrow(
      /sheets\/waste-month\.json「header」/,
    )
    expect(problems({ feed: 'court-month', totals: [{ words: ['全市'], region: '999' }] })).toEqual(
      [
        'totals.0.region=999',
        'measures.list.0.measure=waste.generated',
        'measures.list.1.measure=waste.recycled',
      ],
    )
  })

  test('does not map what must not be stored, what cannot be converted, or a level that does not exist', () => {
    const list = (item: object) => ({ measures: { in: 'header', list: [item] } })
    expect(problems(list({ name: '联系电话', measure: 'waste.generated' }))).toEqual([
      'measures.list.0.name=联系电话',
    ])
    expect(problems(list({ name: '产生量', measure: 'waste.generated', unit: '万元' }))).toEqual([
      'measures.list.0.unit=万元',
    ])
    expect(problems({ regions: { in: 'column', header: '镇街', level: 'town' } })).toEqual([
      'measures.list.0.measure=waste.generated',
      'measures.list.1.measure=waste.recycled',
    ])
    expect(problems({ regions: { in: 'column', header: '姓名' } })).toEqual(['regions.header=姓名'])
  })

  test('says where its numbers stand: in the header, or in one column', () => {
    const item = { name: '产生量', measure: 'waste.generated' }
    const rows = { measures: { in: 'column', header: '项目', list: [item] } }
    expect(problems(rows)).toEqual(['value='])
    expect(problems({ ...rows, value: { header: '数值' } })).toEqual([])
    expect(problems({ periods: { in: 'header' } })).toEqual(['header='])
    expect(problems({ unknown: 1 })).toHaveLength(1)
  })
})
