import type { Zone } from '../../../shared/time/zone.ts'

const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

/** An instant as the W3C note writes it, with the city's offset: 2026-11-05T12:00:00+08:00. */
export function w3Time(ms: number, zone: Zone): string {
  const offset = zone.offsetMinutes(ms)
  const local = new Date(ms + offset * 60_000).toISOString().slice(0, 19)
  const part = (n: number) => String(Math.trunc(n)).padStart(2, '0')
  const away = Math.abs(offset)
  return `${local}${offset < 0 ? '-' : '+'}${part(away / 60)}:${part(away % 60)}`
}

/** The instant that a client wrote; null for anything else. A `+` that a URL turned into a space is one. */
export function readW3Time(given: string): number | null {
  const text = given.trim().replace(/ (?=\d{2}:\d{2}$)/, '+')
  if (!form.test(text)) return null
  const ms = Date.parse(text)
  if (!Number.isFinite(ms)) return null
  // Date.parse lets 30 February be 2 March.
  const day = text.slice(0, 10)
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) ? ms : null
}
