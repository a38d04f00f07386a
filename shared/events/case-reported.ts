import { z } from 'zod'
import { attachments } from '../cases/attachment.ts'
import { defineFact, point, regionId, severity } from './envelope.ts'

/** 上报: a source reported a case. `type` unknown to the pack is kept in `typeGiven`, a region in `regionGiven`. */
export const caseReported = defineFact({
  type: 'case-reported',
  stream: 'case',
  body: z.object({
    number: z.string().min(1).max(80),
    type: z.string(),
    typeGiven: z.string().max(200).optional(),
    region: regionId.nullable(),
    regionGiven: z.string().max(200).optional(),
    point: point.nullable(),
    severity,
    repeatOrdinal: z.number().int().min(1).optional(),
    attachments,
  }),
  example: {
    number: '2026-000123',
    type: '0102',
    region: 101,
    point: [120.86, 32.01],
    severity: 4,
  },
})
