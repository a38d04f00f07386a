import { sees, type Asker } from '../../shared/access/asker.ts'
import { DomainError } from '../../shared/errors.ts'
import { reportDraft, type ReportBlock, type ReportDraft } from '../../shared/reports/report.ts'
import { seesReport } from '../queries/reports/seen-regions.ts'
import { appendKept, keptName, mayKeepOr, ownOr, type Kept } from './keep.ts'
import type { OrderParts } from './orders.ts'

/** 保存报告. */
export interface SaveReport {
  draft: ReportDraft
}

type Parts = Pick<OrderParts, 'log' | 'tree' | 'pack' | 'mask' | 'kept'>

/**
 * Keeps a report (保存报告), its words masked, with its audit. Raises `forbidden` for other roles and for
 * another's report, `not-found` for a region that the asker doesn't see; a 月度通报 is of the whole city.
 */
export async function saveReport(
  { log, tree, pack, mask, kept }: Parts,
  asker: Asker,
  order: SaveReport,
  now: number,
): Promise<Kept> {
  mayKeepOr(asker)
  const { key: own, id: known, ...content } = reportDraft.parse(order.draft)
  const regions = content.blocks.flatMap((block) =>
    'question' in block ? block.question.regions : [],
  )
  for (const region of content.template === 'monthly' ? [pack.cityRegion, ...regions] : regions)
    if (!sees(asker, tree, region))
      throw new DomainError({ code: 'not-found', params: { what: 'region', id: region } })
  if (known !== undefined)
    ownOr(asker, 'report', known, kept.report(known), (one) => seesReport(asker, tree, one))
  const { id, key } = keptName('report', asker, { id: known, key: own, ...content }, now)
  const position = await appendKept({ log }, asker, {
    ...{ type: 'report-saved', source: 'orders', key, occurredAt: now, publishedAt: now },
    body: {
      ...content,
      name: mask(content.name),
      blocks: content.blocks.map((block) => masked(block, mask)),
      ...{ id, by: asker.id, byName: asker.name, regions: [...asker.regions] },
    },
  })
  return { position, id }
}

const masked = (block: ReportBlock, mask: (text: string) => string): ReportBlock =>
  'text' in block
    ? { ...block, text: mask(block.text) }
    : { ...block, caption: mask(block.caption) }

/** Removes a report (删除报告), with its audit; its files stay. Raises `forbidden` for another's. */
export async function removeReport(
  { log, tree, kept }: Pick<Parts, 'log' | 'tree' | 'kept'>,
  asker: Asker,
  { id }: { id: string },
  now: number,
): Promise<Kept> {
  mayKeepOr(asker)
  ownOr(asker, 'report', id, kept.report(id), (one) => seesReport(asker, tree, one))
  const position = await appendKept({ log }, asker, {
    ...{ type: 'report-removed', source: 'orders', key: `report-removed:${id}:${now}` },
    ...{ occurredAt: now, publishedAt: now },
    body: { id, by: asker.id },
  })
  return { position, id }
}
