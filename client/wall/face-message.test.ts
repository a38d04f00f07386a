import { expect, it } from 'vitest'
import { wordsFor } from '../api/faults.ts'
import { faceMessage } from './face-message.ts'

const now = Date.parse('2026-06-18T06:32:00Z')
const about = {
  fault: wordsFor('unreachable'),
  lastGoodAt: now - 60_000,
  zone: 'Asia/Shanghai',
  now,
}

it('a stale panel says how old its data are', () => {
  expect(faceMessage({ ...about, face: 'stale' })).toBe('数据截至 14:31')
})

it('a failed panel says when it last worked, what is wrong and what to do', () => {
  const words = faceMessage({ ...about, face: 'failed' })
  expect(words).toContain('末次 14:31')
  expect(words).toContain('连接不上服务器')
  expect(faceMessage({ ...about, face: 'failed', lastGoodAt: null })).not.toContain('末次')
})

it('a panel that is well says nothing more', () => {
  expect(faceMessage({ ...about, face: 'ready' })).toBeUndefined()
})
