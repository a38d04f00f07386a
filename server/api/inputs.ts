import { z } from 'zod'
import { grains, type Window } from '../../shared/time/period.ts'

export const region = z.number().int().positive()
/** A log position: answers are given as of the commit at or before it. */
export const at = z.number().int().positive().optional()
export const id = z.string().min(1).max(80)

/** `{from, to}` in UTC ms, or the calendar period that holds `at`; without `at`, the running one. */
export const window = z.union([
  z.strictObject({ from: z.number().int(), to: z.number().int() }),
  z.strictObject({ grain: z.enum(grains), at: z.number().int().optional() }),
])

/** The window with the asking's instant filled in. */
export const windowAt = (asked: z.infer<typeof window>, now: number): Window =>
  'grain' in asked ? { grain: asked.grain, at: asked.at ?? now } : asked
