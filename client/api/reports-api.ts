import type { createTRPCClient } from '@trpc/client'
import type { AppRouter } from '../../server/api/router.ts'
import type { ReportAnswer, ReportDocument } from '../../shared/reports/document.ts'
import type { ReportContent, ReportDraft, ReportList } from '../../shared/reports/report.ts'
import type {
  SavedList,
  SavedQuestion,
  SavedQuestionDraft,
} from '../../shared/reports/saved-question.ts'

/** Saved questions and reports (已存问题, 报告). */
export interface ReportsApi {
  savedList(): Promise<SavedList>
  savedQuestion(id: string): Promise<SavedQuestion>
  /** The id it is kept under. */
  saveQuestion(draft: SavedQuestionDraft): Promise<string>
  removeQuestion(id: string): Promise<void>
  reportList(): Promise<ReportList>
  report(id: string): Promise<ReportAnswer>
  /** What a report would say, saved or not. */
  previewReport(content: ReportContent): Promise<ReportDocument>
  saveReport(draft: ReportDraft): Promise<string>
  removeReport(id: string): Promise<void>
  /** Where a report is fetched as PDF: printed now, or the file of a period. */
  reportFile(id: string, period?: string): string
}

export const reportsApi = (trpc: ReturnType<typeof createTRPCClient<AppRouter>>): ReportsApi => ({
  savedList: () => trpc.saved.list.query(),
  savedQuestion: (id) => trpc.saved.get.query({ id }),
  saveQuestion: async (draft) => (await trpc.saved.save.mutate(draft)).id,
  removeQuestion: async (id) => void (await trpc.saved.remove.mutate({ id })),
  reportList: () => trpc.report.list.query(),
  report: (id) => trpc.report.get.query({ id }),
  previewReport: (content) => trpc.report.preview.query({ content }),
  saveReport: async (draft) => (await trpc.report.save.mutate(draft)).id,
  removeReport: async (id) => void (await trpc.report.remove.mutate({ id })),
  reportFile: (id, period) => {
    const base = `/api/v1/reports/${encodeURIComponent(id)}`
    return period === undefined ? `${base}/file` : `${base}/files/${encodeURIComponent(period)}`
  },
})
