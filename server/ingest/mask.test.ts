import { expect, test } from 'vitest'
import { describeMasked, mask, readMasked } from './mask.ts'
import type { MaskCounts } from './mask.ts'

const masked = (text: string) => {
  const counts: MaskCounts = {}
  return { text: mask(text, counts), counts }
}

test.each([
  ['手机', '请回电13800138000谢谢', '请回电[电话]谢谢'],
  ['带区号的手机', '+86 138-0013-8000', '[电话]'],
  ['全角手机', '电话１３８００１３８０００', '电话[电话]'],
  ['座机', '0513-85123456 或 (010) 65123456 或 051385123456', '[电话] 或 [电话] 或 [电话]'],
  ['服务号码', '拨 400-820-8820', '拨 [电话]'],
  ['无区号座机', '联系电话：85123456', '联系电话：[电话]'],
  ['美国号码', '617-555-0123, (617) 555-0123, 617.555.0123', '[电话], [电话], [电话]'],
  ['七位号码', 'ask 555-0123 today', 'ask [电话] today'],
  ['邮箱', 'write to a.b-c@city.example.org.', 'write to [邮箱].'],
  ['身份证', '身份证 320602199003071234 号', '身份证 [证件号] 号'],
  ['末位 X', '32060219900307123X', '[证件号]'],
  ['十五位身份证', '证 320602900307123。', '证 [证件号]。'],
  ['车牌', '苏F·12345、苏F12345、沪AD12345 违停', '[车牌]、[车牌]、[车牌] 违停'],
  ['外国车牌', 'van with plate 123 ABC and reg N78-419', 'van with plate [车牌] and reg [车牌]'],
])('%s is masked', (_, text, expected) => {
  expect(masked(text).text).toBe(expected)
})

test.each([
  '案件 2026-000123 已转 12345',
  '12 楼 1502 室，3 月 2 日 14:30',
  '已填补 3 处坑槽，用料 0.5 吨，编号 101000295613',
  'repaired 07/2013 at 12:30pm, dist.1@10am',
  'the registration was renewed 8/4',
  '长江路 0513 号',
])('what is no number of a person stays: %s', (text) => {
  expect(masked(text)).toEqual({ text, counts: {} })
})

test('what was masked can be counted from the words that tell it', () => {
  const { counts } = masked('13800138000 13900139000 a@b.cn 苏F12345')
  expect(counts).toEqual({ phone: 2, email: 1, plate: 1 })
  expect(readMasked(`正文中 ${describeMasked(counts)}，已隐去`)).toEqual(counts)
})

test('masking twice changes nothing more', () => {
  const { text } = masked('13800138000，苏F12345，a@b.cn，320602199003071234')
  expect(masked(text)).toEqual({ text, counts: {} })
})
