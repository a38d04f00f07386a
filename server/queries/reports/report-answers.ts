import { sees, type Asker } from '../../../shared/access/asker.ts'
import { DomainError } from '../../../shared/errors.ts'
import type { ReportAnswer } from '../../../shared/reports/document.ts'
import { reportPeriod } from '../../../shared/reports/report-period.ts'
import type {
  KeptReport,
  Production,
  ReportContent,
  ReportList,
} from '../../../shared/reports/report.ts'
import type { CityView } from '../city-view.ts'
import { bookOf, filesOf } from './books.ts'
import { reportDocument } from './report-document.ts'
import { seesReport } from './seen-regions.ts'

/** The reports that an asker finds (报告列表): those all of whose regions they see. */
export function reportList(view: CityView, asker: Asker): ReportList {
  const rows = bookOf(view)
    .reports()
    .filter((report) => seesReport(asker, view.epoch.tree, report))
    .map(({ id, name, template, schedule, byName, savedAt, by }) => ({
      ...{ id, name, template, schedule, byName, savedAt },
      own: by === asker.id,
      last: filesOf(view).of(id)[0] ?? null,
    }))
  return { position: view.position, rows }
}

/** A report within an asker's scope. Raises `not-found` for one that is not there or not seen whole. */
export function seenReport(view: CityView, asker: Asker, id: string): KeptReport {
  const report = bookOf(view).report(id)
  if (report === null || !seesReport(asker, view.epoch.tree, report))
    throw new DomainError({ code: 'not-found', params: { what: 'report', id } })
  return report
}

/** A report, filled for its last whole period (报告), with the files produced so far. */
export async function reportGet(
  view: CityView,
  asker: Asker,
  question: { id: string; at?: number },
  demo: boolean,
): Promise<ReportAnswer> {
  const report = seenReport(view, asker, question.id)
  const { id, name, template, blocks, paper, schedule, byName, savedAt } = report
  return {
    report: {
      ...{ id, name, template, blocks, paper, schedule, byName, savedAt },
      own: report.by === asker.id,
    },
    document: await reportPreview(view, asker, report, demo, question.at),
    files: filesOf(view).of(id),
  }
}

/** What a report would say (预览), saved or not. Raises `not-found` where it asks beyond the scope. */
export async function reportPreview(
  view: CityView,
  asker: Asker,
  content: ReportContent,
  demo: boolean,
  at?: number,
) {
  // One position for every block, whatever is committed meanwhile.
  const standing = view.standing(at ?? (view.position > 0 ? view.position : undefined))
  if (!seesReport(asker, standing.regions, content))
    throw new DomainError({ code: 'not-found', params: { what: 'region' } })
  const now = at === undefined ? view.clock.now() : standing.now
  const period = reportPeriod(content, standing.zone, now)
  return reportDocument(view, content, {
    period,
    standing,
    demo,
    sees: (region) => sees(asker, standing.regions, region),
  })
}

/** A produced file. Raises `not-found` for one that is not there, or of a report that the asker doesn't see. */
export function producedFile(
  view: CityView,
  asker: Asker,
  question: { id: string; period: string },
): Production {
  const { id } = seenReport(view, asker, question.id)
  const file = filesOf(view)
    .of(id)
    .find(({ period }) => period === question.period)
  if (file === undefined)
    throw new DomainError({ code: 'not-found', params: { what: 'report-file', id } })
  return file
}
