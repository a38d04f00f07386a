import type { AnalysisQuestion } from '../../shared/analysis/question.ts'
import type { Asker } from '../../shared/access/asker.ts'
import { sees } from '../../shared/access/asker.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import type { ExportFormat, ExportOptions } from '../../shared/exports/request.ts'
import type { CityView, Standing } from '../queries/city-view.ts'

/** An export as it was asked for (导出任务): the question pinned to a position, and who asked when. */
export interface AskedExport {
  question: AnalysisQuestion & { at: number }
  format: ExportFormat
  options: ExportOptions
  by: Pick<Asker, 'id' | 'name' | 'regions'>
  /** Whether the figures are invented (演示数据). */
  demo: boolean
  /** UTC ms. */
  at: number
}

/** The city that an export is answered from. */
export interface ExportCity {
  view: CityView
  /** The pack's folder, for its outlines. */
  packFolder: string
}

/** Which regions whoever asked may see. */
export const scopeOf =
  ({ by }: Pick<AskedExport, 'by'>, { epoch }: Standing) =>
  (region: RegionId): boolean =>
    sees({ ...nobody, ...by }, epoch.tree, region)

const nobody: Omit<Asker, 'id' | 'name' | 'regions'> = {
  kind: 'person',
  roles: [],
  departments: [],
  sources: [],
  session: null,
}
