import { afterEach, describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import { usePageScale } from './usePageScale.ts'

const root = document.documentElement
afterEach(() => {
  root.className = ''
})

describe('the scale of a page', () => {
  it('is that of a desk while the page is shown, and the wall again after it', () => {
    root.className = 'wall'
    const scope = effectScope()
    scope.run(() => usePageScale('desk'))
    expect([...root.classList]).toEqual(['desk'])
    scope.stop()
    expect([...root.classList]).toEqual(['wall'])
  })
})
