import type { createTRPCClient } from '@trpc/client'
import type { AppRouter } from '../../server/api/router.ts'
import type { AnnotationDraft } from '../../shared/analysis/annotation-orders.ts'
import type {
  AnalysisAnswer,
  ClockAnswer,
  StatisticsAnswer,
  StatisticsQuestion,
} from '../../shared/analysis/answers.ts'
import { unpacked } from '../../shared/analysis/packed.ts'
import type { AnalysisQuestion } from '../../shared/analysis/question.ts'
import type { ExportRequest, ExportState } from '../../shared/exports/request.ts'
import type { IndicatorMeta } from '../../shared/indicators/answers.ts'
import { ownHeader } from './own-header.ts'
import { refusedBy } from './refused.ts'

/** 分析研判: questions and their answers, annotations, and files. */
export interface AnalysisApi {
  /** Every indicator (指标) of the city. */
  indicatorCatalogue(): Promise<IndicatorMeta[]>
  analysisAsk(question: AnalysisQuestion): Promise<AnalysisAnswer>
  analysisClock(question: AnalysisQuestion): Promise<ClockAnswer>
  analysisStatistics(question: StatisticsQuestion): Promise<StatisticsAnswer>
  addAnnotation(draft: AnnotationDraft): Promise<void>
  withdrawAnnotation(annotation: string): Promise<void>
  /** Asks for a file (导出); it is made meanwhile, and `exportState` says how far it has come. */
  startExport(request: ExportRequest): Promise<{ id: string }>
  exportState(id: string): Promise<ExportState>
  cancelExport(id: string): Promise<void>
  /** Where a finished file is fetched. */
  exportFile(id: string): string
}

const base = '/api/v1/exports'
const at = (id: string): string => `${base}/${encodeURIComponent(id)}`

async function call<A>(path: string, method: string, body?: object): Promise<A> {
  const answer = await fetch(path, {
    method,
    headers: { ...ownHeader, ...(body && { 'content-type': 'application/json' }) },
    ...(body && {
      body: JSON.stringify(body),
    }),
  })
  const said: unknown = await answer.json().catch(() => null)
  if (!answer.ok) throw refusedBy(answer.status, said)
  return said as A
}

export const analysisApi = (trpc: ReturnType<typeof createTRPCClient<AppRouter>>): AnalysisApi => ({
  indicatorCatalogue: () => trpc.indicator.catalog.query(),
  analysisAsk: async (question) => unpacked(await trpc.analysis.ask.query(question)),
  analysisClock: (question) => trpc.analysis.clock.query(question),
  analysisStatistics: (question) => trpc.analysis.statistics.query(question),
  addAnnotation: async (draft) => void (await trpc.annotation.add.mutate(draft)),
  withdrawAnnotation: async (annotation) =>
    void (await trpc.annotation.withdraw.mutate({ annotation })),
  startExport: (request) => call(base, 'POST', request),
  exportState: (id) => call(at(id), 'GET'),
  cancelExport: async (id) => void (await call(at(id), 'DELETE')),
  exportFile: (id) => `${at(id)}/file`,
})
