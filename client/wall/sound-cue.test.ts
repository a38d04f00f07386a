import { expect, it, vi } from 'vitest'
import { aCaseRow } from '../../test/case-row.ts'
import { createGraveWatch } from './new-grave.ts'
import { createSoundCue } from './sound-cue.ts'

it('only an event of Ⅰ or Ⅱ that was not there before is news', () => {
  const come = createGraveWatch()
  const there = aCaseRow({ caseId: 1, severity: 1 })
  expect(come(null)).toBe(0)
  expect(come([there])).toBe(0)
  expect(come([there, aCaseRow({ caseId: 2, severity: 3 })])).toBe(0)
  expect(come([there, aCaseRow({ caseId: 3, severity: 2 })])).toBe(1)
  expect(come([aCaseRow({ caseId: 3, severity: 2 })])).toBe(0)
})

it('stays silent until the browser lets it sound, and never sounds late', () => {
  const made = { oscillators: 0 }
  const node = () => ({ connect: (next: unknown) => next })
  const context = {
    state: 'suspended',
    currentTime: 0,
    destination: {},
    resume: vi.fn(() => Promise.resolve()),
    close: vi.fn(() => Promise.resolve()),
    createOscillator: () => {
      made.oscillators++
      return { ...node(), frequency: { value: 0 }, start: vi.fn(), stop: vi.fn() }
    },
    createGain: () => ({
      ...node(),
      gain: {
        setValueAtTime: vi.fn(),
        linearRampToValueAtTime: vi.fn(),
        exponentialRampToValueAtTime: vi.fn(),
      },
    }),
  }
  const cue = createSoundCue(() => context as unknown as AudioContext)
  cue.play()
  expect([made.oscillators, context.resume.mock.calls.length]).toEqual([0, 1])
  context.state = 'running'
  cue.play()
  expect(made.oscillators).toBe(1)
  cue.close()
  expect(context.close).toHaveBeenCalled()
})
