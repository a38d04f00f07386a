import type { RhythmSlot } from '../../shared/cases/rows.ts'
import { slotMs } from '../charts/day-strip.ts'
import { readClock } from './clock.ts'

export interface HourMark {
  /** 0–1 along the day. */
  at: number
  label: string
  /** Kept inside the axis at its two ends. */
  edge: 'start' | 'end' | ''
  /** Would run into the cursor's own label. */
  hidden: boolean
}

/** Every second hour of the local day, as its own clock reads it (a DST day has 23 or 25). */
export function hourMarks(slots: readonly RhythmSlot[], zone: string, cursor: number): HourMark[] {
  const marks = slots.flatMap((slot, i): HourMark[] => {
    const { time } = readClock(slot.from, zone)
    if (!time.endsWith(':00') || Number(time.slice(0, 2)) % 2 !== 0) return []
    return [{ at: i / slots.length, label: time, edge: i === 0 ? 'start' : '', hidden: false }]
  })
  const last = slots.at(-1)
  if (last && readClock(last.from + slotMs, zone).time === '00:00')
    marks.push({ at: 1, label: '24:00', edge: 'end', hidden: false })
  return marks.map((mark) => ({ ...mark, hidden: Math.abs(mark.at - cursor) < 0.035 }))
}
