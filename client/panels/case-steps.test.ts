import { describe, expect, it } from 'vitest'
import { aCaseStep } from '../../test/a-city-api.ts'
import { caseFactName } from '../../shared/cases/fact-names.ts'
import type { CaseFactType } from '../../shared/events/index.ts'
import { stepWords } from './case-steps.ts'

const at = (ms: number) => `t${ms}`

describe('the steps of a case', () => {
  it('have Chinese words for every fact that a case can have', () => {
    for (const type of Object.keys(caseFactName) as CaseFactType[])
      expect(stepWords(aCaseStep({ type }), at).name, type).not.toContain('-')
  })

  it('say whom, until when and why', () => {
    const step = aCaseStep({ type: 'case-dispatched', departmentName: '环卫处', deadline: 7 })
    expect(stepWords(step, at)).toMatchObject({ name: '派遣', said: ['环卫处', '限 t7'] })
  })

  it('mark what the clock did', () => {
    const lapse = aCaseStep({ type: 'deadline-passed', clock: 'disposal', deadline: 7 })
    expect(stepWords(lapse, at)).toMatchObject({ name: '处置超时', clock: true, severity: 3 })
    const card = aCaseStep({ type: 'light-raised', light: 'red-card' })
    expect(stepWords(card, at)).toMatchObject({ name: '红牌', severity: 1 })
  })
})
