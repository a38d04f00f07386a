import { createHash } from 'node:crypto'
import { sees, type Asker } from '../../shared/access/asker.ts'
import { mayAnnotate, type AnnotationDraft } from '../../shared/analysis/annotation-orders.ts'
import { DomainError } from '../../shared/errors.ts'
import type { NewFactOf } from '../../shared/events/index.ts'
import type { OrderParts } from './orders.ts'

/** 添加批注. */
export interface AddAnnotation {
  draft: AnnotationDraft
}

/** 撤回批注. */
export interface WithdrawAnnotation {
  annotation: string
}

type Parts = Pick<OrderParts, 'log' | 'pack' | 'tree' | 'mask' | 'annotations'>

/**
 * Writes an annotation beside the figures it concerns (添加批注), masked, with its audit; its position.
 * Raises `forbidden` for other roles, `not-found` for a region that the asker does not see or an unknown
 * indicator or theme, `bad-request` where it ends before it begins.
 */
export async function addAnnotation(
  { log, pack, tree, mask }: Parts,
  asker: Asker,
  { draft }: AddAnnotation,
  now: number,
): Promise<number | null> {
  allowed(asker)
  const { kind, from, to, scope } = draft
  if (to !== null && to <= from)
    throw new DomainError({
      code: 'bad-request',
      params: { field: 'to', found: to, expected: from },
    })
  // What concerns everywhere is written by those who see everywhere.
  for (const region of scope.regions.length === 0 ? [pack.cityRegion] : scope.regions)
    if (!sees(asker, tree, region)) throw missing('region', region)
  for (const id of scope.indicators)
    if (!pack.indicators.some((one) => one.id === id)) throw missing('indicator', id)
  for (const id of scope.themes)
    if (!pack.themes.some((one) => one.id === id)) throw missing('theme', id)
  const own = draft.key === undefined ? JSON.stringify([draft, now]) : draft.key
  const hash = createHash('sha1').update(`${asker.id}|${own}`).digest('hex').slice(0, 12)
  const annotation = `note-${hash}`
  const note = mask(draft.note)
  const event: NewFactOf = {
    type: 'annotation-added',
    source: 'orders',
    key: `annotation:${annotation}`,
    occurredAt: now,
    publishedAt: now,
    body: {
      ...{ annotation, kind, from, to, ...scope },
      ...{ by: asker.id, byName: asker.name },
    },
    text: { title: mask(draft.title), ...(note !== '' && { description: note }) },
  }
  const [verdict] = await log.append([
    {
      stream: { kind: 'city' },
      events: [event],
      audit: { asker, action: 'add-annotation', detail: { annotation, kind, from } },
    },
  ])
  return verdict?.position ?? null
}

/**
 * Withdraws an annotation (撤回批注), with its audit; one already withdrawn stays so. Raises `forbidden`,
 * and `not-found` for one that is not there or reaches beyond what the asker sees.
 */
export async function withdrawAnnotation(
  { log, pack, tree, annotations }: Parts,
  asker: Asker,
  { annotation }: WithdrawAnnotation,
  now: number,
): Promise<void> {
  const known = annotations.of(annotation)
  const regions = known?.regions.length === 0 ? [pack.cityRegion] : (known?.regions ?? [])
  if (known === null || !regions.every((id) => sees(asker, tree, id)))
    throw missing('annotation', annotation)
  allowed(asker)
  if (known.withdrawn) return
  const event: NewFactOf = {
    type: 'annotation-withdrawn',
    source: 'orders',
    key: `annotation-withdrawn:${annotation}`,
    occurredAt: now,
    publishedAt: now,
    body: { annotation, by: asker.id },
  }
  await log.append([
    {
      stream: { kind: 'city' },
      events: [event],
      audit: { asker, action: 'withdraw-annotation', detail: { annotation } },
    },
  ])
}

function allowed(asker: Asker): void {
  if (!asker.roles.some((role) => mayAnnotate.includes(role)))
    throw new DomainError({ code: 'forbidden', params: { action: 'annotate' } })
}

const missing = (what: string, id: string | number): DomainError =>
  new DomainError({ code: 'not-found', params: { what, id } })
