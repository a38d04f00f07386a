import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { nantongPack } from '../../../../test/demo-city.ts'
import { RegionTree } from '../../../../shared/regions/tree.ts'
import { makeZone } from '../../../../shared/time/zone.ts'
import { workbook, type Typed } from '../../tables/workbooks.ts'
import { workOrderCity } from '../city.ts'
import { packMappings } from '../pack-mappings.ts'
import { mappingProblems } from '../check-mapping.ts'
import { fits, previewFile } from './preview.ts'

const pack = nantongPack()
const city = workOrderCity(pack, new RegionTree(pack.regions), makeZone(pack.zone), () => ({
  inside: false,
}))
const folder = mkdtempSync(join(tmpdir(), 'previews-'))
afterAll(() => rmSync(folder, { recursive: true }))

const preview = (bytes: string | Uint8Array, name = '12345工单.csv') => {
  const path = join(folder, 'file')
  writeFileSync(path, bytes)
  return previewFile(path, name, bytes.length, city)
}
const hotline =
  '工单编号,诉求内容,事发地址,区县,街道,诉求时间,受理时间,派单时间,承办单位,办结时间,状态,满意度,联系电话'

describe('a preview', () => {
  test('guesses what the headers of a hotline’s export say', async () => {
    const row =
      'A1,请打13812345678,青年路1号,崇川区,观音山街道,2026-11-03 09:00,,,城管局,,在办,满意,13812345678'
    const { sheets, suggestion } = await preview(`${hotline}\n${row}\n`)
    expect(suggestion).toMatchObject({ source: 'hotline', headerRow: 1, region: { by: 'name' } })
    expect(suggestion.columns).toEqual({
      number: '工单编号',
      description: '诉求内容',
      parentRegion: '区县',
      region: '街道',
      occurredAt: '诉求时间',
      acceptedAt: '受理时间',
      dispatchedAt: '派单时间',
      department: '承办单位',
      closedAt: '办结时间',
      status: '状态',
      rating: '满意度',
    })
    expect(sheets).toHaveLength(1)
    expect(sheets[0]).toMatchObject({ name: '', headerRow: 1, rows: 1 })
    expect(sheets[0]?.columns[1]).toEqual({
      index: 1,
      header: '诉求内容',
      samples: ['请打[电话]'],
      dropped: null,
    })
    expect(sheets[0]?.columns.at(-1)).toEqual({
      ...{ index: 12, header: '联系电话', samples: [] },
      dropped: '表头为姓名、电话、证件号等个人信息',
    })
  })

  test('finds the header under titles, and the sheet that has work orders', async () => {
    const rows: Typed[][] = [
      ['南通市12345热线日报', null, null],
      ['2026年11月3日', null, null],
      ['案件编号', '上报时间', '小类名称'],
      ['A1', '2026-11-03 09:00', '暴露垃圾'],
    ]
    const { sheets, suggestion } = await preview(await workbook(rows, '明细'), '数字城管.xlsx')
    expect(sheets[0]).toMatchObject({ name: '明细', headerRow: 3, rows: 1 })
    expect(suggestion).toMatchObject({
      ...{ source: 'city-management', headerRow: 3, sheet: '明细' },
      columns: { number: '案件编号', occurredAt: '上报时间', type: '小类名称' },
    })
  })

  test('looks at the values where headers say nothing', async () => {
    const rows = Array.from({ length: 6 }, (_, i) => `20261103000${i},2026-11-03 09:0${i},如皋市`)
    const { suggestion } = await preview(['甲,乙,丙', ...rows].join('\n'))
    expect(suggestion.columns).toEqual({ number: '甲', occurredAt: '乙', region: '丙' })
  })

  test('says which mappings fit, and those of the pack are sound', async () => {
    const mappings = packMappings('seed/nantong')
    expect(mappings.map(({ id }) => id)).toEqual(['12345-export', 'city-management-export'])
    for (const { mapping } of mappings) expect(mappingProblems(mapping, city)).toEqual([])
    const all = Object.values(mappings[0]?.mapping.columns ?? {}).join(',')
    const { sheets } = await preview(`${all}\nA1\n`)
    expect(mappings.map(({ mapping }) => fits(sheets, mapping.columns))).toEqual([true, false])
  })
})
