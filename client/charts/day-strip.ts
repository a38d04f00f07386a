import type { RhythmSlot } from '../../shared/cases/rows.ts'

export interface StripBar {
  /** Left edge in slots. */
  x: number
  /** In slots: the quarter-hour now running is as wide as it has run. */
  width: number
  /** Share of the tallest bar, 0–1. */
  height: number
  severityOne: number
  severityTwo: number
  /** `later`: happened, but not yet known at the instant replayed. */
  state: 'known' | 'later' | 'ahead'
}

export interface DayStripDrawing {
  bars: StripBar[]
  /** 昨日同时 through the slots' middles, y down in 0–1; a gap is a gap. */
  ghost: string
  /** 0–1 along the day: now, or the instant replayed. */
  cursor: number
  now: number
  /** The fullest quarter-hour, for the scale's one label. */
  peak: number
}

export const slotMs = 15 * 60_000

/** The 24-hour strip of one local day. `now` is the live instant also during replay. */
export function dayStripOf(
  slots: readonly RhythmSlot[],
  now: number,
  replayAt: number | null,
): DayStripDrawing {
  const start = slots[0]?.from ?? 0
  const length = slots.length * slotMs || 1
  const place = (ms: number): number => Math.min(1, Math.max(0, (ms - start) / length))
  const peak = Math.max(1, ...slots.map((s) => Math.max(s.accepted, s.yesterday ?? 0)))
  const until = replayAt ?? now
  return {
    bars: slots.map((slot, x) => ({
      x,
      width: 0.88 * Math.min(1, Math.max(0, (now - slot.from) / slotMs)),
      height: slot.accepted / peak,
      severityOne: slot.severityOne,
      severityTwo: slot.severityTwo,
      state: slot.from >= now ? 'ahead' : slot.from >= until ? 'later' : 'known',
    })),
    ghost: ghostOf(slots, peak),
    cursor: place(until),
    now: place(now),
    peak,
  }
}

function ghostOf(slots: readonly RhythmSlot[], peak: number): string {
  let open = false
  return slots
    .map((slot, i) => {
      if (slot.yesterday === null) {
        open = false
        return ''
      }
      const point = `${i + 0.5} ${Math.round((1 - slot.yesterday / peak) * 1000) / 1000}`
      const command = open ? 'L' : 'M'
      open = true
      return `${command}${point}`
    })
    .join('')
}

/** Slot that holds an instant, clamped to the day. The end of a slot still belongs to it. */
export function slotIndexAt(slots: readonly RhythmSlot[], ms: number): number {
  const start = slots[0]?.from ?? 0
  return Math.min(slots.length - 1, Math.max(0, Math.ceil((ms - start) / slotMs) - 1))
}

/** Last slot that can be replayed: over, and with a log position. −1 = none. */
export const lastReplayable = (slots: readonly RhythmSlot[], now: number): number =>
  slots.findLastIndex((slot) => slot.from + slotMs <= now && slot.position !== null)
