import { z } from 'zod'
import { dayFromCivil } from '../../../../shared/time/civil.ts'
import type { LocalTime } from '../../../../shared/time/zone.ts'

/** The columns that are read; all others of the file are passed over. */
export const bostonColumns = [
  'case_enquiry_id',
  'open_dt',
  'target_dt',
  'closed_dt',
  'ontime',
  'closure_reason',
  'case_title',
  'type',
  'department',
  'neighborhood',
  'latitude',
  'longitude',
  'source',
] as const

const form = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/

function readStamp(text: string): LocalTime | null {
  const match = form.exec(text)
  if (match === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map(Number)
  const real = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
  return real && hour < 24 && minute < 60 && second < 60
    ? { year, month, day, hour, minute, second }
    : null
}

const daysIn = (year: number, month: number): number =>
  dayFromCivil(year, month + 1, 1) - dayFromCivil(year, month, 1)

const text = z.string().trim()
const stamp = text.transform((value, context): LocalTime => {
  const read = readStamp(value)
  if (read !== null) return read
  context.addIssue({ code: 'custom', message: 'yyyy-mm-dd hh:mm:ss' })
  return z.NEVER
})
const none = z
  .string()
  .regex(/^\s*$/)
  .transform(() => null)
const degrees = (most: number) =>
  z.union([none, text.transform(Number).pipe(z.number().min(-most).max(most))])

/** One row of the city's file of service requests, its stamps still on the wall clock. */
export const bostonRow = z.object({
  case_enquiry_id: text.min(1).max(40),
  open_dt: stamp,
  target_dt: z.union([none, stamp]),
  closed_dt: z.union([none, stamp]),
  /** The city's own verdict; anything else is no verdict. */
  ontime: text.transform((v) => (v === 'ONTIME' || v === 'OVERDUE' ? v : null)),
  closure_reason: text,
  case_title: text,
  type: text.max(200),
  department: text.max(200),
  neighborhood: text.max(200),
  latitude: degrees(90),
  longitude: degrees(180),
  source: text.max(60),
})

export type BostonRow = z.infer<typeof bostonRow>
