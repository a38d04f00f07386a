import type { AnalysisApi } from '../client/api/analysis-api.ts'
import type { ExportState } from '../shared/exports/request.ts'
import { aClockAnswer, aForecast, anAnswer, someMetas } from './an-analysis.ts'

export const anExport = (given: Partial<ExportState> = {}): ExportState => ({
  ...{ id: 'e1', state: 'waiting', done: 0, total: 0, words: '排队', file: null },
  ...given,
})

/** A city whose questions are answered by waves, and whose exports wait. */
export const someAnalysis = (): AnalysisApi => ({
  indicatorCatalogue: async () => someMetas(),
  analysisAsk: async (question) => anAnswer({ question }),
  analysisClock: async (question) => aClockAnswer(question),
  analysisStatistics: async ({ question, region }) => aForecast(anAnswer({ question }), region),
  addAnnotation: async () => {},
  withdrawAnnotation: async () => {},
  startExport: async () => ({ id: 'e1' }),
  exportState: async () => anExport(),
  cancelExport: async () => {},
  exportFile: (id) => `/api/v1/exports/${id}/file`,
})
