import { describe, expect, it } from 'vitest'
import { idleHeader } from './hands-on.ts'

describe('what a page asks by itself', () => {
  it('says so once nobody has touched it for a minute, and no longer when somebody does', () => {
    const page = new EventTarget()
    let time = 0
    const header = idleHeader(page, () => time)
    expect(header()).toEqual({})
    time = 60_001
    expect(header()).toEqual({ 'x-shiyu-idle': '1' })
    page.dispatchEvent(new Event('keydown'))
    expect(header()).toEqual({})
    time = 120_002
    expect(header()).toEqual({ 'x-shiyu-idle': '1' })
  })
})
