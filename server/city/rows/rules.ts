import { z } from 'zod'
import type { LightRule, StageRule } from '../../../shared/city/pack.ts'
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
