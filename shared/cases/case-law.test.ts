import { describe, expect, it } from 'vitest'
import { demoPerson, demoRoles, roles, type Role } from '../access/asker.ts'
import { refusal, verbsFor, type CaseStanding } from './case-law.ts'
import { caseVerbs, procedureOf, verbRoles } from './orders.ts'
import { caseStages, type CaseStage } from './state.ts'

const standing = (stage: CaseStage, given: Partial<CaseStanding> = {}): CaseStanding => ({
  ...{ stage, department: 'sanitation', supervised: false, extensionAsked: false },
  disposalDue: 1_000,
  ...given,
})
const who = (role: Role, department = 'sanitation') => ({
  roles: [role],
  departments: role === 'department-handler' ? [department] : [],
})
const short = (verb: string) => verb.slice('case-'.length)

describe('who may give which order', () => {
  it('is this table', () => {
    const table = caseVerbs.map((verb) => `${short(verb)}: ${verbRoles[verb].join(' ')}`)
    expect(table).toEqual([
      'accept: duty-officer',
      'decline: duty-officer',
      'register: duty-officer',
      'merge: duty-officer',
      'retype: duty-officer',
      'relocate: duty-officer',
      'dispatch: duty-officer',
      'sign: department-handler',
      'return: department-handler',
      'start: department-handler',
      'ask-extension: department-handler',
      'extend: duty-officer',
      'refuse-extension: duty-officer',
      'suspend: duty-officer department-handler',
      'resume: duty-officer department-handler',
      'resolve: department-handler',
      'verify: verifier',
      'rework: verifier',
      'close: duty-officer verifier',
      'rate: duty-officer verifier',
      'cancel: duty-officer',
      'reopen: duty-officer',
      'supervise: leader',
      'close-supervision: leader',
      'hand-over: duty-officer',
    ])
  })

  it('holds for every role and verb: nobody else gets past it, at any stage', () => {
    for (const role of roles)
      for (const verb of caseVerbs)
        for (const stage of caseStages) {
          const refused = refusal(verb, who(role), standing(stage), 0)
          expect(refused?.code === 'forbidden').toBe(!verbRoles[verb].includes(role))
        }
  })

  it('a handler speaks for its own department alone', () => {
    const water = who('department-handler', 'water')
    for (const stage of caseStages) expect(verbsFor(water, standing(stage), 0)).toEqual([])
    expect(refusal('case-sign', water, standing('dispatched'), 0)).toEqual({
      ...{ code: 'forbidden', why: 'department' },
    })
    const nobodys = standing('dispatched', { department: null })
    expect(verbsFor(who('department-handler'), nobodys, 0)).toEqual([])
  })

  it('the four who handle cases may do something; analyst, wall and administrators nothing', () => {
    const doers: readonly Role[] = ['leader', 'duty-officer', 'department-handler', 'verifier']
    const may = demoRoles.map((role) =>
      caseStages.flatMap((stage) => {
        return verbsFor(demoPerson(role, 1, 'sanitation'), standing(stage), 0)
      }),
    )
    expect(may.map((verbs) => verbs.length > 0)).toEqual(
      demoRoles.map((role) => doers.includes(role)),
    )
  })
})

describe('what may be ordered at each stage', () => {
  const at = (role: Role, stage: CaseStage, given: Partial<CaseStanding> = {}) =>
    verbsFor(who(role), standing(stage, given), 500).map(short).join(' ')
  const rest = 'retype relocate'

  it.each([
    ['reported', `accept decline merge ${rest} cancel hand-over`],
    ['accepted', `decline register merge ${rest} close cancel hand-over`],
    ['declined', 'accept'],
    ['registered', `merge ${rest} dispatch close cancel hand-over`],
    ['dispatched', `merge ${rest} extend suspend cancel`],
    ['signed', `merge ${rest} extend suspend cancel`],
    ['handling', `merge ${rest} extend suspend cancel`],
    ['reworked', `merge ${rest} extend suspend cancel`],
    ['suspended', `merge ${rest} resume cancel`],
    ['resolved', `${rest} cancel`],
    ['verified', `${rest} close cancel`],
    ['closed', 'rate reopen'],
    ['rated', 'reopen'],
    ['cancelled', 'reopen'],
    ['merged', ''],
  ] as const)('the duty officer at %s: %s', (stage, verbs) => {
    expect(at('duty-officer', stage)).toBe(verbs)
  })

  it.each([
    ['dispatched', 'sign return ask-extension suspend'],
    ['signed', 'return start ask-extension suspend resolve'],
    ['handling', 'return ask-extension suspend resolve'],
    ['reworked', 'start ask-extension suspend resolve'],
    ['suspended', 'resume'],
    ['resolved', ''],
    ['closed', ''],
  ] as const)('the handler at %s: %s', (stage, verbs) => {
    expect(at('department-handler', stage)).toBe(verbs)
  })

  it.each([
    ['resolved', 'verify rework'],
    ['verified', 'rework close'],
    ['registered', ''],
    ['closed', 'rate'],
  ] as const)('the verifier at %s: %s', (stage, verbs) => {
    expect(at('verifier', stage)).toBe(verbs)
  })

  it('a leader supervises what is open, once, and ends it whenever', () => {
    expect(at('leader', 'handling')).toBe('supervise')
    expect(at('leader', 'handling', { supervised: true })).toBe('close-supervision')
    expect(at('leader', 'closed', { supervised: true })).toBe('close-supervision')
    expect(at('leader', 'closed')).toBe('')
  })

  it('an extension is asked for once, in time, and where a clock runs', () => {
    const ask = (given: Partial<CaseStanding>) =>
      refusal('case-ask-extension', who('department-handler'), standing('handling', given), 500)
    expect(ask({})).toBeNull()
    expect(ask({ disposalDue: 500 })).toBeNull()
    expect(ask({ disposalDue: 499 })).toMatchObject({ why: 'deadline-passed' })
    expect(ask({ disposalDue: null })).toMatchObject({ why: 'no-deadline' })
    expect(ask({ extensionAsked: true })).toMatchObject({ why: 'already-asked' })
    const late = standing('handling', { disposalDue: 1, extensionAsked: true })
    expect(refusal('case-extend', who('duty-officer'), late, 500)).toBeNull()
  })
})

it('every verb has a procedure of its own name', () => {
  expect(caseVerbs.map(procedureOf).slice(8, 14)).toEqual([
    ...['return', 'start', 'askExtension', 'extend', 'refuseExtension', 'suspend'],
  ])
  expect(new Set(caseVerbs.map(procedureOf)).size).toBe(caseVerbs.length)
})
