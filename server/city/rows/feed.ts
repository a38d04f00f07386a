import { z } from 'zod'
import type { Feed } from '../../../shared/city/pack.ts'
import * as c from '../cells.ts'
import { table } from '../table.ts'
import { rhythm } from './rhythm.ts'

/** Feeds (接口): who delivers what, how often, when it is due and when stale. */
export const feedTable = table({
  file: 'feeds.tsv',
  required: true,
  key: 'id',
  columns: z.object({
    id: c.text,
    department: c.text,
    name: c.text,
    rhythm,
    due: c.span,
    staleAfter: c.span,
    caseSources: c.list,
    delivers: c.text,
  }),
  references: {
    department: { to: 'departments.tsv' },
    caseSources: { to: 'city.json caseSources' },
  },
  make: (row): Feed => row,
})
