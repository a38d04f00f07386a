import type { NewFactOf } from '../../shared/events/index.ts'
import { duePeriod } from '../../shared/reports/report-period.ts'
import type { KeptReport } from '../../shared/reports/report.ts'
import type { Period } from '../../shared/time/period.ts'
import { auditedSystem, type Entry, type Verdict } from '../log/entry.ts'
import type { CityView } from '../queries/city-view.ts'
import { bookOf, filesOf } from '../queries/reports/books.ts'

/** Makes the file of one period and says where it lies. */
export type MakeReport = (
  report: KeptReport,
  period: Period,
) => Promise<{ file: string; hash: string }>

/** A report that could not be made is tried again after so long. */
export const retryMs = 10 * 60_000

/** Turns the end of a report's period into its file, and that into a fact (定期报告). */
export interface ReportRound {
  /** Makes what is due at the view's clock; how many files that were. Each failure is told and tried again later. */
  step(): Promise<number>
}

/**
 * The scheduler of reports. The log says what was produced, so a restart neither repeats nor forgets; of
 * periods that were missed only the last is made up for.
 */
export function makeReportRound(
  view: CityView,
  append: (entries: readonly Entry[]) => Promise<Verdict[]>,
  make: MakeReport,
  failed: (error: unknown) => void,
): ReportRound {
  const notBefore = new Map<string, number>()
  const one = async (report: KeptReport, period: Period): Promise<boolean> => {
    const name = `${report.id}:${period.key}`
    const now = view.clock.now()
    if ((notBefore.get(name) ?? 0) > now) return false
    try {
      const { file, hash } = await make(report, period)
      const [verdict] = await append([produced(report.id, period.key, file, hash, now)])
      view.follow()
      notBefore.delete(name)
      return verdict?.verdict === 'accepted'
    } catch (error) {
      notBefore.set(name, now + retryMs)
      failed(error)
      return false
    }
  }
  return {
    step: async () => {
      let made = 0
      for (const report of bookOf(view).reports()) {
        const period = duePeriod(report, view.zone, view.clock.now())
        if (period === null || filesOf(view).has(report.id, period.key)) continue
        if (await one(report, period)) made += 1
      }
      return made
    },
  }
}

/** The fact; its key is report and period, so the log takes no second one. */
function produced(report: string, period: string, file: string, hash: string, now: number): Entry {
  const event: NewFactOf = {
    type: 'report-produced',
    source: 'scheduler',
    key: `report-produced:${report}:${period}`,
    occurredAt: now,
    publishedAt: now,
    body: { report, period, file, hash },
  }
  return {
    stream: { kind: 'city' },
    events: [event],
    audit: { asker: auditedSystem, action: 'report-produced', detail: { report, period, file } },
  }
}
