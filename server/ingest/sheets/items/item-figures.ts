import type { Region } from '../../../../shared/city/pack.ts'
import { periodOf, type Period } from '../../../../shared/time/period.ts'
import { grainOf, type SheetCity } from '../city.ts'
import { foundText, type SheetIssue } from '../issue.ts'
import type { Note } from '../../ports.ts'
import { cellPeriod } from '../table/period-words.ts'
import type { Figure } from '../table/figure.ts'
import { toMs } from '../../times.ts'
import type { ObservationItem } from './judge-items.ts'

export type ItemFigures = { figures: Figure[]; issues: SheetIssue[] } | { notes: Note[] }

/** An item as figures: `row` is the place of the region from 1, `column` the measure. */
export function itemFigures(item: ObservationItem, city: SheetCity): ItemFigures {
  const feed = city.pack.feeds.find(({ id }) => id === item.feed)
  if (feed === undefined)
    return refused('unknown-feed', 'feed', `接口 ${foundText(item.feed)} 不在城市包 feeds.tsv 中。`)
  const grain = grainOf(feed)
  if (item.grain !== undefined && item.grain !== grain)
    return refused(
      'wrong-grain',
      'grain',
      `接口 ${feed.id} 按 ${grain} 报；时点数请用 /api/v1/facts。`,
    )
  const period = periodGiven(item, grain, city)
  if (period === null)
    return refused(
      'unknown-period',
      'period',
      `应为一个完整的${grain}：period 写 2026-10 这样的标签，或 from、to 写其当地起止零点。`,
    )
  const issues: SheetIssue[] = []
  const regions = item.regions.map((given, i) => regionGiven(given, i, period, city, issues))
  const figures = Object.entries(item.values).flatMap(([id, values]): Figure[] => {
    const measure = city.measures.get(id)
    const wrong = refusal(measure, feed.id, values.length, regions.length)
    if (wrong !== null || measure === undefined) {
      issues.push(issue('unknown-measure', 1, id, wrong ?? ''))
      return []
    }
    return values.flatMap((value, i): Figure[] => {
      const region = regions[i]
      if (!region) return []
      const given = value === null ? '' : String(value)
      const place = { sheet: '', row: i + 1, column: id }
      return [{ ...place, measure, region, period, value, given, step: 1, total: null }]
    })
  })
  return { figures, issues }
}

function refusal(
  measure: { origin: string; feed: string | null } | undefined,
  feed: string,
  values: number,
  regions: number,
): string | null {
  if (measure?.origin !== 'reported') return '城市包 measures.tsv 中由部门上报的度量'
  if (measure.feed !== feed) return `接口 ${feed} 上报的度量`
  return values === regions ? null : `与 regions 一一对应的 ${regions} 个数`
}

function periodGiven(
  { period, from, to }: ObservationItem,
  grain: ReturnType<typeof grainOf>,
  { zone }: SheetCity,
): Period | null {
  if (period !== undefined) {
    const read = cellPeriod({ kind: 'text', text: period }, grain, zone, null)
    return read === 'without-year' ? null : read
  }
  if (from === undefined || to === undefined) return null
  const [start, end] = [toMs(from), toMs(to)]
  const read = periodOf(zone, grain, start)
  return read.from === start && read.to === end ? read : null
}

function regionGiven(
  given: string,
  i: number,
  period: Period,
  { names, tree, zone }: SheetCity,
  issues: SheetIssue[],
): Region | null {
  const iso = zone.isoDate(zone.dayOf(period.from))
  const found = names.find(given, { within: tree.root, aliases: {} }, iso)
  if (found.kind === 'found') return found.region
  const meant = found.kind === 'unknown' && found.near ? `，是否为“${found.near.name}”` : ''
  const words = { several: '写代码，此名不止一处', 'not-then': `${period.label}时存在的区域` }
  const expected = found.kind === 'unknown' ? `城市包中的区域代码或名称${meant}` : words[found.kind]
  const code = found.kind === 'not-then' ? 'region-not-valid-then' : 'unknown-region'
  issues.push({ ...issue(code, i + 1, '', expected), found: foundText(given) })
  return null
}

const issue = (
  code: SheetIssue['code'],
  row: number,
  column: string,
  expected: string,
): SheetIssue => ({ code, severity: 'error', sheet: '', row, column, expected, found: '' })

const refused = (code: string, field: string, message: string): { notes: Note[] } => ({
  notes: [{ code, field, message }],
})
