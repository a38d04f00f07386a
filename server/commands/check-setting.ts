import type { Asker, Role } from '../../shared/access/asker.ts'
import type { Indicator } from '../../shared/city/pack.ts'
import { DomainError } from '../../shared/errors.ts'
import type { OrderParts } from './orders.ts'

/** Who sets what the city is judged by. */
const maySet: readonly Role[] = ['leader', 'system-admin']

/**
 * The indicator that a setting is for. A setting begins today at the earliest: days that are over
 * keep the verdict that they had. Raises `forbidden`, `not-found`, `bad-request`.
 */
export function checkSetting(
  { pack, zone }: Pick<OrderParts, 'pack' | 'zone'>,
  asker: Asker,
  { indicator: id, effectiveFrom }: { indicator: string; effectiveFrom: number },
  now: number,
): Indicator {
  const whole = asker.regions.includes(pack.cityRegion)
  if (!whole || !asker.roles.some((role) => maySet.includes(role))) {
    throw new DomainError({ code: 'forbidden', params: { action: 'set-threshold' } })
  }
  const indicator = pack.indicators.find((i) => i.id === id)
  if (indicator === undefined) {
    throw new DomainError({ code: 'not-found', params: { what: 'indicator', id } })
  }
  const earliest = zone.startOfDay(zone.dayOf(now))
  if (effectiveFrom < earliest) {
    throw new DomainError({
      code: 'bad-request',
      params: { field: 'effectiveFrom', found: effectiveFrom, expected: earliest },
    })
  }
  return indicator
}
