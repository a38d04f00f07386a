import { createHash } from 'node:crypto'
import type { Asker } from '../../shared/access/asker.ts'
import { DomainError } from '../../shared/errors.ts'
import type { NewFactOf } from '../../shared/events/index.ts'
import { workOrderMapping, type WorkOrderMapping } from '../../shared/imports/mapping.ts'
import type { OrderParts } from './orders.ts'

/** 保存导入映射: kept under its own name; the same name again replaces it. */
export interface SaveImportMapping {
  mapping: WorkOrderMapping
}

/** The id of a saved mapping follows from its name. */
export const savedMappingId = (name: string): string =>
  `saved-${createHash('sha1').update(name).digest('hex').slice(0, 12)}`

/**
 * Saves a mapping of work orders (保存导入映射). Raises `forbidden` for people who may not import,
 * `bad-request` for a mapping that is none.
 */
export async function saveImportMapping(
  { log, mask }: Pick<OrderParts, 'log' | 'mask'>,
  asker: Asker,
  order: SaveImportMapping,
  now: number,
): Promise<void> {
  if (asker.kind === 'person' && !asker.roles.includes('duty-officer'))
    throw new DomainError({ code: 'forbidden', params: { action: 'save-import-mapping' } })
  const read = workOrderMapping.safeParse(order.mapping)
  if (!read.success)
    throw new DomainError({
      code: 'bad-request',
      params: {
        what: read.error.issues
          .map((issue) => `${issue.path.join('.')}：${issue.message}`)
          .join('\n'),
      },
    })
  const mapping = {
    ...read.data,
    name: mask(read.data.name),
    ...(read.data.note !== undefined && { note: mask(read.data.note) }),
  }
  const id = savedMappingId(mapping.name)
  const content = createHash('sha1').update(JSON.stringify(mapping)).digest('hex').slice(0, 12)
  const event: NewFactOf = {
    type: 'import-mapping-saved',
    source: 'orders',
    key: `import-mapping:${id}:${content}:${now}`,
    occurredAt: now,
    publishedAt: now,
    body: { id, mapping, by: asker.id },
  }
  await log.append([
    {
      stream: { kind: 'city' },
      events: [event],
      audit: { asker, action: 'save-import-mapping', detail: { id, name: mapping.name } },
    },
  ])
}
