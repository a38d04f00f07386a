import { z } from 'zod'
import { annotationKinds } from '../analysis/annotations.ts'
import { defineFact } from './envelope.ts'

/**
 * 批注添加: something that happened (a policy, a festival, a typhoon), told beside the figures it may
 * explain. Local dates, half-open; `to` null = a single day. Title and note lie beside the log.
 */
export const annotationAdded = defineFact({
  type: 'annotation-added',
  stream: 'city',
  body: z.object({
    annotation: z.string().min(1).max(60),
    kind: z.enum(annotationKinds),
    from: z.iso.date(),
    to: z.iso.date().nullable(),
    regions: z.array(z.number().int().positive()),
    indicators: z.array(z.string()),
    themes: z.array(z.string()),
    by: z.string(),
    byName: z.string(),
  }),
  example: {
    annotation: 'note-0a1b2c3d4e5f',
    kind: 'weather',
    from: '2026-09-14',
    to: '2026-09-17',
    regions: [1],
    indicators: [],
    themes: ['flood'],
    by: 'demo-analyst',
    byName: '演示分析员',
  },
})
