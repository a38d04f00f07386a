import type { Asker } from '../../shared/access/asker.ts'
import type { LevelId, RegionId } from '../../shared/city/pack.ts'
import { DomainError } from '../../shared/errors.ts'
import type { NewFactOf } from '../../shared/events/index.ts'
import type { OrderParts } from './orders.ts'
import { checkSetting } from './check-setting.ts'

/** 设定目标: for every region of a level, or for one (`region`). */
export interface SetTarget {
  indicator: string
  year: number
  level: LevelId
  region: RegionId | null
  target: number
  effectiveFrom: number
}

/**
 * Sets a yearly target from an instant on (设定目标). Raises `forbidden` for other roles, `not-found`
 * for an unknown indicator or region, `bad-request` for a day that is over or a region of another level.
 */
export async function setTarget(
  { log, pack, zone, tree }: OrderParts,
  asker: Asker,
  order: SetTarget,
  now: number,
): Promise<void> {
  checkSetting({ pack, zone }, asker, order, now)
  if (order.region !== null) {
    const region = tree.find(order.region)
    if (region === undefined) {
      throw new DomainError({ code: 'not-found', params: { what: 'region', id: order.region } })
    }
    if (region.level !== order.level) {
      throw new DomainError({
        code: 'bad-request',
        params: { field: 'level', found: order.level, expected: region.level },
      })
    }
  }
  const { indicator, year, level, region, target, effectiveFrom } = order
  const event: NewFactOf = {
    type: 'target-set',
    source: 'orders',
    key: `target:${indicator}:${year}:${level}:${region ?? ''}:${effectiveFrom}:${now}`,
    occurredAt: now,
    publishedAt: now,
    body: { indicator, year, level, region, target, effectiveFrom, by: asker.id },
  }
  await log.append([
    {
      stream: { kind: 'city' },
      events: [event],
      audit: { asker, action: 'set-target', detail: { ...order } },
    },
  ])
}
