import { sees, type Asker } from '../../shared/access/asker.ts'
import { mayCall } from '../../shared/access/permissions.ts'
import { DomainError } from '../../shared/errors.ts'
import type { NewFactOf } from '../../shared/events/index.ts'
import type { OrderParts } from './orders.ts'

/** 确认预警: `alert` is the position of the fact that raised it; `note` is free text. */
export interface AcknowledgeAlert {
  alert: number
  note?: string
}

/**
 * Records that a person has seen an alert (确认预警), with its audit. An alert already acknowledged at
 * its level stays as it is. Raises `forbidden` for other roles, `not-found` for an alert that is not
 * there or lies in another's region.
 */
export async function acknowledgeAlert(
  { log, tree, alerts, mask }: OrderParts,
  asker: Asker,
  { alert, note }: AcknowledgeAlert,
  now: number,
): Promise<void> {
  const known = alerts.byNumber(alert)
  if (known === null || !sees(asker, tree, known.region)) {
    throw new DomainError({ code: 'not-found', params: { what: 'alert', id: alert } })
  }
  if (!mayCall(asker, 'alert.acknowledge')) {
    throw new DomainError({ code: 'forbidden', params: { action: 'acknowledge-alert' } })
  }
  if (known.acknowledgedAt !== null) return
  const { indicator, region, levelPosition } = known
  const event: NewFactOf = {
    type: 'alert-acknowledged',
    source: 'orders',
    // Of two who acknowledge at once, the first is recorded.
    key: `acknowledged:${alert}:${levelPosition}`,
    occurredAt: now,
    publishedAt: now,
    body: { alert, indicator, region, by: asker.id, byName: asker.name },
    ...(note ? { text: { description: mask(note) } } : {}),
  }
  await log.append([
    {
      stream: { kind: 'alert', indicator, region },
      events: [event],
      audit: { asker, action: 'acknowledge-alert', detail: { alert, indicator, region } },
    },
  ])
}
