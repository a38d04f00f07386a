import { createSecretKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeSeal } from './seal.ts'

const keyOf = (byte: number) => createSecretKey(Buffer.alloc(32, byte))

describe('a sealed second factor', () => {
  const { close, open } = makeSeal(keyOf(1))

  it('opens for its owner, with its key, as it was', () => {
    const sealed = close('JBSWY3DPEHPK3PXP', 'account-1')
    expect(sealed).not.toContain('JBSWY3DPEHPK3PXP')
    expect(open(sealed, 'account-1')).toBe('JBSWY3DPEHPK3PXP')
    expect(close('JBSWY3DPEHPK3PXP', 'account-1')).not.toBe(sealed)
  })

  it('opens for nobody else', () => {
    const sealed = close('JBSWY3DPEHPK3PXP', 'account-1')
    const changed = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`
    expect(open(sealed, 'account-2')).toBeNull()
    expect(open(changed, 'account-1')).toBeNull()
    expect(open('', 'account-1')).toBeNull()
    expect(makeSeal(keyOf(2)).open(sealed, 'account-1')).toBeNull()
  })
})
