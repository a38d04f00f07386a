import { describe, expect, it } from 'vitest'
import { roles } from '../../shared/access/asker.ts'
import { caseVerbs, verbRoles } from '../../shared/cases/orders.ts'
import { aQueueRow } from '../../test/case-work.ts'
import { intentOf } from './queue-keys.ts'
import { commonVerbs, mainVerb, verbLetter, verbsOf } from './queue-verbs.ts'

const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }

describe('the letters of the verbs', () => {
  it.each(roles)('are each one verb for a %s', (role) => {
    const letters = caseVerbs
      .filter((verb) => verbRoles[verb].includes(role))
      .map((verb) => verbLetter[verb])
    expect(new Set(letters).size).toBe(letters.length)
  })

  it('are no key that moves, checks or helps', () => {
    for (const letter of Object.values(verbLetter))
      expect(intentOf({ ...plain, key: letter })).toEqual({ do: 'letter', letter })
  })
})

describe('the verbs of a row', () => {
  it('begin with what leads the case on', () => {
    const row = aQueueRow()
    expect(mainVerb(row)).toBe('case-dispatch')
    expect(verbsOf(row)[0]).toBe('case-dispatch')
    expect(new Set(verbsOf(row))).toEqual(new Set(row.may))
  })

  it('begin with the answer to an extension where one was asked for, and only there', () => {
    const may: ['case-suspend', 'case-extend'] = ['case-suspend', 'case-extend']
    const extension = { askedAt: 0, until: 1, reason: null }
    expect(mainVerb(aQueueRow({ stage: 'handling', may, extension }))).toBe('case-extend')
    expect(mainVerb(aQueueRow({ stage: 'handling', may }))).toBeNull()
  })

  it('lead on to 销号 only once the case has come back', () => {
    const may: ['case-close-supervision'] = ['case-close-supervision']
    expect(mainVerb(aQueueRow({ stage: 'handling', may }))).toBeNull()
    expect(mainVerb(aQueueRow({ stage: 'closed', may }))).toBe('case-close-supervision')
  })

  it('are for several rows those that every one is open to', () => {
    const rows = [
      aQueueRow({ may: ['case-accept', 'case-decline', 'case-cancel'] }),
      aQueueRow({ may: ['case-accept', 'case-cancel', 'case-merge'] }),
    ]
    expect(commonVerbs(rows)).toEqual(['case-accept', 'case-cancel'])
    expect(commonVerbs([])).toEqual([])
  })
})
