import type { Asker } from '../../shared/access/asker.ts'
import type { ThresholdRule } from '../../shared/city/pack.ts'
import { DomainError } from '../../shared/errors.ts'
import type { NewFactOf } from '../../shared/events/index.ts'
import type { OrderParts } from './orders.ts'
import { checkSetting } from './check-setting.ts'

/** 设定阈值: what is left out stays as the pack has it; null = no such line. */
export interface SetThreshold {
  indicator: string
  yellow: number | null
  red: number | null
  kind?: ThresholdRule['kind']
  unit?: NonNullable<ThresholdRule['unit']>
  base?: string | null
  alarmSide?: NonNullable<ThresholdRule['alarmSide']>
  inclusive?: boolean
  effectiveFrom: number
}

/**
 * Sets an indicator's lines from an instant on (设定阈值). Raises `forbidden` for other roles,
 * `not-found` for an unknown indicator, `bad-request` for a day that is over or a red line on the
 * better side of the yellow one.
 */
export async function setThreshold(
  { log, pack, zone }: OrderParts,
  asker: Asker,
  order: SetThreshold,
  now: number,
): Promise<void> {
  const indicator = checkSetting({ pack, zone }, asker, order, now)
  const side = order.alarmSide ?? indicator.threshold.alarmSide
  const kind = order.kind ?? indicator.threshold.kind
  const { yellow, red, effectiveFrom } = order
  const { indicator: id, unit, base, alarmSide, inclusive } = order
  const low = side === 'low' && kind !== 'control'
  if (yellow !== null && red !== null && (low ? red > yellow : red < yellow)) {
    throw new DomainError({ code: 'bad-request', params: { field: 'red', found: red, yellow } })
  }
  const event: NewFactOf = {
    type: 'threshold-set',
    source: 'orders',
    key: `threshold:${order.indicator}:${effectiveFrom}:${now}`,
    occurredAt: now,
    publishedAt: now,
    body: {
      ...{ indicator: id, yellow, red, kind: order.kind, unit, base, alarmSide, inclusive },
      ...{ effectiveFrom, by: asker.id },
    },
  }
  await log.append([
    {
      stream: { kind: 'city' },
      events: [event],
      audit: { asker, action: 'set-threshold', detail: { ...order } },
    },
  ])
}
