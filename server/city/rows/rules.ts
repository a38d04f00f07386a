import { z } from 'zod'
import {
  limitUnits,
  type HandOffRule,
  type LightRule,
  type LimitChange,
  type StageRule,
} from '../../../shared/city/pack.ts'
import * as c from '../cells.ts'
import { table } from '../table.ts'

/** The ladder of lights (亮灯). */
export const lightTable = table({
  file: 'lights.tsv',
  required: false,
  key: 'order',
  columns: z.object({
    order: c.integer,
    light: c.oneOf(['remind', 'yellow-card', 'red-card', 'supervision']),
    name: c.text,
    trigger: c.oneOf(['remaining-share', 'overdue', 'rework-count', 'repeat-count', 'red-card']),
    operator: c.oneOf(['<=', '<', '>=', '>']),
    value: c.number,
    unit: c.oneOf(['percent', 'minute', 'work-day', 'count']),
    colour: c.text,
    since: c.optionalColumn(c.isoDateOrNull),
    until: c.optionalColumn(c.isoDateOrNull),
  }),
  references: {},
  make: (row): LightRule => row,
})

/** Stages of the city (响应等级), peace 平 and emergency 战. */
export const stageTable = table({
  file: 'stages.tsv',
  required: false,
  key: 'stage',
  columns: z.object({
    stage: c.integer,
    name: c.text,
    mode: c.oneOf(['平', '战']),
    colour: c.text,
    condition: c.text,
    rule: c.text,
    holdMinutes: c.number,
    stepDownMinutes: c.number,
  }),
  references: {},
  make: (row): StageRule => row,
})

/** Disposal limits that change from a day on (时限调整); what was dispatched before keeps its own. */
export const limitChangeTable = table({
  file: 'limit-changes.tsv',
  required: false,
  key: null,
  columns: z.object({
    type: c.text,
    since: c.isoDate,
    amount: c.positive,
    unit: c.oneOf(limitUnits),
    source: c.note,
  }),
  references: { type: { to: 'event-types.tsv' }, source: { to: 'sources.tsv', or: ['default'] } },
  make: ({ type, since, amount, unit }): LimitChange => ({ type, since, limit: { amount, unit } }),
})

/** By when a hand-off is to be taken (转办时限), per pair of channels or channel and field. */
export const handOffTable = table({
  file: 'hand-offs.tsv',
  required: false,
  key: null,
  columns: z.object({
    sender: c.text,
    receiver: c.textOrNull,
    field: c.textOrNull,
    amount: c.positive,
    unit: c.oneOf(limitUnits),
    since: c.isoDateOrNull,
    source: c.note,
  }),
  references: {
    sender: { to: 'city.json caseSources', or: ['*'] },
    receiver: { to: 'city.json caseSources' },
    source: { to: 'sources.tsv', or: ['default'] },
  },
  make: ({ amount, unit, source: _, ...rule }): HandOffRule => ({
    ...rule,
    limit: { amount, unit },
  }),
})
