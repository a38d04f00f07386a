import type { Grain } from '../time/grain.ts'
import { periodOf, previousPeriod, type Period } from '../time/period.ts'
import type { Zone } from '../time/zone.ts'
import type { ReportContent } from './report.ts'

/** Night's reports are taken in before a file is produced. Source: our default, 2026-11-23. */
export const settleMs = 6 * 3_600_000

const grainOfSchedule: Record<ReportContent['schedule'], Grain> = {
  none: 'day',
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
}

/** The last whole period (报告期) before an instant: a 月度通报 is of a month, whatever its schedule. */
export function reportPeriod(
  { template, schedule }: Pick<ReportContent, 'template' | 'schedule'>,
  zone: Zone,
  now: number,
): Period {
  const grain = template === 'monthly' ? 'month' : grainOfSchedule[schedule]
  return previousPeriod(zone, periodOf(zone, grain, now))
}

/**
 * The period whose file is due (应生成期); null = none. Only the last one is made up for, and none that
 * ended before the report was saved.
 */
export function duePeriod(
  report: Pick<ReportContent, 'template' | 'schedule'> & { savedAt: number },
  zone: Zone,
  now: number,
): Period | null {
  if (report.schedule === 'none') return null
  const period = reportPeriod(report, zone, now - settleMs)
  return period.to > report.savedAt ? period : null
}
