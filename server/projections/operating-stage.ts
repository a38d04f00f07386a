import type { Fact } from '../../shared/events/index.ts'
import type { operatingStage } from '../db/tables.ts'

export type OperatingStageRow = typeof operatingStage.$inferSelect

/** A change of the city's stage (城市运行等级). */
export const operatingStageRow = ({
  position,
  occurredAt,
  body,
}: Extract<Fact, { type: 'operating-stage-changed' }>): OperatingStageRow => ({
  ...{ position, at: occurredAt, stage: body.stage },
  condition: body.condition,
})
