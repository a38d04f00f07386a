import { sees, type Asker } from '../../shared/access/asker.ts'
import { DomainError } from '../../shared/errors.ts'
import type { SavedQuestionDraft } from '../../shared/reports/saved-question.ts'
import { savedQuestionDraft } from '../../shared/reports/saved-question.ts'
import { findsQuestion } from '../queries/reports/seen-regions.ts'
import { appendKept, keptName, mayKeepOr, ownOr, type Kept } from './keep.ts'
import type { OrderParts } from './orders.ts'

/** 保存问题. */
export interface SaveQuestion {
  draft: SavedQuestionDraft
}

type Parts = Pick<OrderParts, 'log' | 'tree' | 'mask' | 'kept'>

/**
 * Keeps a question under a name (保存问题), with its audit. Raises `forbidden` for other roles and for
 * another's question, `not-found` for a region that the asker doesn't see.
 */
export async function saveQuestion(
  { log, tree, mask, kept }: Parts,
  asker: Asker,
  order: SaveQuestion,
  now: number,
): Promise<Kept> {
  mayKeepOr(asker)
  const draft = savedQuestionDraft.parse(order.draft)
  for (const region of draft.question.regions)
    if (!sees(asker, tree, region))
      throw new DomainError({ code: 'not-found', params: { what: 'region', id: region } })
  if (draft.id !== undefined)
    ownOr(asker, 'saved-question', draft.id, kept.question(draft.id), (one) =>
      findsQuestion(asker, tree, one),
    )
  const { id, key } = keptName('question', asker, draft, now)
  const { question, visibility } = draft
  const position = await appendKept({ log }, asker, {
    ...{ type: 'question-saved', source: 'orders', key, occurredAt: now, publishedAt: now },
    body: {
      ...{ id, name: mask(draft.name), question, visibility },
      ...{ by: asker.id, byName: asker.name },
    },
  })
  return { position, id }
}

/** Removes a saved question (删除问题), with its audit; one that is gone stays so. Raises `forbidden` for another's. */
export async function removeQuestion(
  { log, tree, kept }: Pick<Parts, 'log' | 'tree' | 'kept'>,
  asker: Asker,
  { id }: { id: string },
  now: number,
): Promise<Kept> {
  mayKeepOr(asker)
  ownOr(asker, 'saved-question', id, kept.question(id), (one) => findsQuestion(asker, tree, one))
  const position = await appendKept({ log }, asker, {
    ...{ type: 'question-removed', source: 'orders', key: `question-removed:${id}:${now}` },
    ...{ occurredAt: now, publishedAt: now },
    body: { id, by: asker.id },
  })
  return { position, id }
}
