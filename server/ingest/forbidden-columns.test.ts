import { expect, test } from 'vitest'
import { forbiddenColumns, forbiddenName, forbiddenValues } from './forbidden-columns.ts'

test.each([
  '诉求人姓名',
  '诉求人',
  '来电号码',
  '身份证号',
  '联系电话',
  '手机号码',
  '车牌号',
  '人脸照片',
  '家庭住址',
  'name',
  'callerName',
  'contact_phone',
  'id_card',
  'license-plate',
  'E-Mail Address',
  'phone',
])('a column called %s is never stored', (column) => {
  expect(forbiddenName(column)).toBe(true)
})

test.each([
  '街道名称',
  '诉求人数',
  '投诉人次',
  '部门',
  'location_street_name',
  'case_title',
  'type',
  'department',
  'source',
  'closed_dt',
])('a column called %s may be stored', (column) => {
  expect(forbiddenName(column)).toBe(false)
})

test('a column is told by its values whatever it is called', () => {
  const phones = [
    '13800138000',
    '13900139001',
    '',
    '13700137000',
    '无',
    '13600136000',
    '13500135000',
  ]
  expect(forbiddenValues(phones)).toBe(true)
  expect(forbiddenValues(['101000295613', '101000295614', '101000295615', '4', '5'])).toBe(false)
  expect(forbiddenValues(phones.slice(0, 3))).toBe(false)
})

test('each forbidden column is named with why', () => {
  const rows = Array.from({ length: 6 }, (_, i) => ['x', `1380013800${i}`, 'y'])
  expect(forbiddenColumns(['备注', '字段3', '姓名'], rows)).toEqual([
    { index: 1, column: '字段3', why: 'values' },
    { index: 2, column: '姓名', why: 'name' },
  ])
})
