import type { LocalTime } from '../../../../shared/time/zone.ts'

/** A wall-clock reading; `dateOnly`: nothing was said of the time of day. */
export interface ReadTime extends LocalTime {
  dateOnly: boolean
}
export type DateReader = (text: string) => ReadTime | null

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'
const tokens: Record<string, [Part, string]> = {
  yyyy: ['year', '(\\d{4})'],
  MM: ['month', '(\\d{2})'],
  M: ['month', '(\\d{1,2})'],
  dd: ['day', '(\\d{2})'],
  d: ['day', '(\\d{1,2})'],
  HH: ['hour', '(\\d{2})'],
  H: ['hour', '(\\d{1,2})'],
  mm: ['minute', '(\\d{2})'],
  m: ['minute', '(\\d{1,2})'],
  ss: ['second', '(\\d{2})(?:\\.\\d+)?'],
  s: ['second', '(\\d{1,2})(?:\\.\\d+)?'],
}

/** A reader of one date format (日期格式): yyyy, M, d, H, m, s, doubled for two digits; the rest as written. */
export function dateReader(format: string): DateReader {
  const parts: Part[] = []
  const pattern = format
    .normalize('NFKC')
    .replace(/yyyy|MM?|dd?|HH?|mm?|ss?|\s+|[^a-zA-Z\s]|[a-zA-Z]/g, (piece) => {
      const token = tokens[piece]
      if (token === undefined)
        return /\s/.test(piece) ? '\\s+' : piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      parts.push(token[0])
      return token[1]
    })
  const form = new RegExp(`^${pattern}$`)
  return (text) => {
    const match = form.exec(text)
    if (match === null) return null
    const read = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 }
    parts.forEach((part, i) => void (read[part] = Number(match[i + 1])))
    return exists(read) ? { ...read, dateOnly: !parts.includes('hour') } : null
  }
}

/** 2026-02-30 and 24:61 are no times. */
function exists({ year, month, day, hour, minute, second }: LocalTime): boolean {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return false
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day
}
