import fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstStep, redone, stepTo, undone } from './question-steps.ts'

it('undo and redo lead back over every question to where one was', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 20 }), (asked) => {
      let steps = firstStep('begin')
      for (const next of asked) steps = stepTo(steps, next)
      const seen = [steps.present]
      for (let i = 0; i < asked.length; i += 1) {
        steps = undone(steps)
        seen.unshift(steps.present)
      }
      expect(seen).toEqual(['begin', ...asked])
      expect(undone(steps)).toBe(steps)
      for (const next of asked) {
        steps = redone(steps)
        expect(steps.present).toBe(next)
      }
      expect(redone(steps)).toBe(steps)
    }),
  )
})

it('something new forgets what was undone', () => {
  const steps = stepTo(undone(stepTo(firstStep('a'), 'b')), 'c')
  expect(redone(steps)).toBe(steps)
  expect(undone(steps).present).toBe('a')
})
