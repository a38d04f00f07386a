import { z } from 'zod'
import { savedQuestionDraft } from '../reports/saved-question.ts'
import { defineFact } from './envelope.ts'

/** 问题保存: a question kept under a name; of one id the last counts. */
export const questionSaved = defineFact({
  type: 'question-saved',
  stream: 'city',
  body: savedQuestionDraft
    .omit({ key: true, id: true })
    .extend({ id: z.string(), by: z.string(), byName: z.string() }),
  example: {
    id: 'question-0a1b2c3d4e5f',
    name: '各县按期结案率',
    question: {
      indicators: ['overview.close_ontime_rate'],
      regions: [1],
      from: '2026-01-01',
      to: '2026-11-01',
      grain: 'month',
      compare: 'last-year',
      view: 'trend',
      methods: [],
    },
    visibility: 'scope',
    by: 'demo-analyst',
    byName: '演示分析员',
  },
})
