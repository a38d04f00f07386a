import { z } from 'zod'
import { defineFact, reason } from './envelope.ts'

/** 返工: verification failed and the case went back to handling. */
export const caseReworked = defineFact({
  type: 'case-reworked',
  stream: 'case',
  body: z.object({ reason: reason.optional() }),
  example: { reason: '现场未清理干净' },
})
