import type { ReportsApi } from '../client/api/reports-api.ts'
import type { FigureOf, ReportAnswer, ReportDocument } from '../shared/reports/document.ts'
import type { ReportContent } from '../shared/reports/report.ts'

export const aReport = (given: Partial<ReportContent> = {}): ReportContent => ({
  ...{ name: '月度通报', template: 'monthly', paper: 'A4', schedule: 'monthly' },
  blocks: [
    { kind: 'heading', text: '附注' },
    { kind: 'text', text: '请各单位整改。' },
  ],
  ...given,
})

const figure: FigureOf = {
  ...{ indicator: 'overview.close_ontime_rate', name: '按期结案率', region: 1 },
  ...{ from: 1, to: 2, value: 96.4, source: 'series' },
}

export const aDocument = (given: Partial<ReportDocument> = {}): ReportDocument => ({
  ...{ title: '月度通报', issuer: '南通市', template: 'monthly', paper: 'A4', position: 9, now: 3 },
  ...{ period: { key: '2026-10', label: '2026年10月', from: 1, to: 2 }, demo: true },
  parts: [
    { kind: 'heading', text: '一、总体情况' },
    { kind: 'words', spans: [{ text: '按期结案率 ' }, { text: '96.4%', figure }, { text: '。' }] },
  ],
  ...given,
})

export const aReportAnswer = (given: Partial<ReportAnswer['report']> = {}): ReportAnswer => ({
  report: {
    ...{ ...aReport(), id: 'report-0a1b2c3d4e5f', byName: '演示分析员', savedAt: 1, own: true },
    ...given,
  },
  document: aDocument(),
  files: [
    {
      ...{ report: 'report-0a1b2c3d4e5f', period: '2026-10', file: 'f.pdf' },
      ...{ hash: 'a'.repeat(64), at: 1 },
    },
  ],
})

/** A city that keeps one report and one question. */
export const someReports = (): ReportsApi => ({
  savedList: async () => ({
    position: 9,
    rows: [
      {
        ...{ id: 'question-0a1b2c3d4e5f', name: '各县结案率', visibility: 'scope', by: 'a' },
        ...{ byName: '演示分析员', savedAt: 1, own: true },
        question: {
          ...{ indicators: ['overview.close_ontime_rate'], regions: [1], methods: [] },
          ...{ from: '2026-01-01', to: '2026-11-01', grain: 'month' },
          ...{ compare: 'none', view: 'trend' },
        },
      },
    ],
  }),
  savedQuestion: async () => Promise.reject(new Error('none')),
  saveQuestion: async () => 'question-0a1b2c3d4e5f',
  removeQuestion: async () => {},
  reportList: async () => ({
    position: 9,
    rows: [
      {
        ...{ id: 'report-0a1b2c3d4e5f', name: '月度通报', template: 'monthly', own: true },
        ...{ schedule: 'monthly', byName: '演示分析员', savedAt: 1, last: null },
      },
    ],
  }),
  report: async () => aReportAnswer(),
  previewReport: async (content) => aDocument({ title: content.name }),
  saveReport: async () => 'report-0a1b2c3d4e5f',
  removeReport: async () => {},
  reportFile: (id, period) => `/api/v1/reports/${id}/${period ? `files/${period}` : 'file'}`,
})
