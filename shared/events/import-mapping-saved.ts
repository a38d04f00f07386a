import { z } from 'zod'
import { workOrderMapping } from '../imports/mapping.ts'
import { defineFact } from './envelope.ts'

/** 导入映射保存: a mapping of work orders kept under a name; a later one of the same id replaces it. */
export const importMappingSaved = defineFact({
  type: 'import-mapping-saved',
  stream: 'city',
  body: z.object({
    id: z.string().min(1).max(60),
    mapping: workOrderMapping,
    by: z.string(),
  }),
  example: {
    id: 'saved-0a1b2c3d4e5f',
    mapping: workOrderMapping.parse({
      name: '热线日报表',
      source: 'hotline',
      columns: { number: '工单编号', occurredAt: '诉求时间' },
    }),
    by: 'demo-duty-officer',
  },
})
