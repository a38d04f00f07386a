import { rhythms, type Rhythm } from '../../../shared/city/pack.ts'
import * as c from '../cells.ts'

/** The catalogue writes 旬; the code says tenday. */
export const rhythmOf = (t: string): Rhythm | undefined =>
  t === '旬' ? 'tenday' : rhythms.find((rhythm) => rhythm === t)

export const rhythm = c.cell(`应为其中之一：${rhythms.join('、')}、旬`, rhythmOf)
