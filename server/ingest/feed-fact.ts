import type { RegionId } from '../../shared/city/pack.ts'
import type { NewFactOf } from '../../shared/events/index.ts'
import type { SourceFact } from '../../shared/events/source-fact.ts'
import type { Zone } from '../../shared/time/zone.ts'
import type { Lookups } from './lookups.ts'
import type { Note } from './ports.ts'
import { clockSkewMs, inRange, outOfRange, toMs } from './times.ts'
import type { FactTimes } from './times.ts'

export type FeedSourceFact = Extract<SourceFact, { feed: string }>

export interface FeedMapping {
  lookups: Lookups
  zone: Zone
  times: FactTimes
  receivedAt: number
  notes: Note[]
}

/** A feed's fact as the log keeps it; null where nothing of it can be kept, with the reason in `notes`. */
export function feedFact(fact: FeedSourceFact, m: FeedMapping): NewFactOf | null {
  const head = { ...m.times, source: fact.source, key: fact.key }
  if (fact.type === 'coverage-reported') {
    const body = coverage(fact, m)
    return body && { type: fact.type, ...head, body }
  }
  const body = observations(fact, m)
  return body && { type: fact.type, ...head, body }
}

type Coverage = Extract<SourceFact, { type: 'coverage-reported' }>

function coverage(fact: Coverage, m: FeedMapping) {
  const from = toMs(fact.from)
  const until = toMs(fact.until)
  if (!periodHolds(from, until, 'until', m)) return null
  if (until > m.receivedAt + clockSkewMs) {
    m.notes.push({
      code: 'in-future',
      field: 'until',
      message: 'until 晚于收到时刻：不能声明尚未到来的时段已覆盖；请改为已报齐的时刻后重报。',
    })
    return null
  }
  const regions = fact.regions ? known(fact.regions, from, m).ids : null
  if (regions?.length === 0) return nothingKept(m)
  return { feed: fact.feed, regions, from, until }
}

type Observations = Extract<SourceFact, { type: 'observations-reported' }>

function observations(fact: Observations, m: FeedMapping) {
  const from = toMs(fact.from)
  const to = toMs(fact.to)
  if (fact.grain === 'instant' ? !ends(from, to, m) : !periodHolds(from, to, 'to', m)) return null
  if (fact.grain !== 'instant' && !(startsDay(from, m.zone) && startsDay(to, m.zone))) {
    m.notes.push({
      code: 'not-a-period',
      field: 'from',
      message: `from、to 应为 ${m.zone.id} 当地零点：周期按本地日历划分；请核对时区后重报。`,
    })
    return null
  }
  const { ids, kept } = known(fact.regions, from, m)
  if (ids.length === 0) return nothingKept(m)
  const values: Record<string, (number | null)[]> = {}
  const refused = new Map<RefusedMeasure, string[]>()
  for (const [measure, list] of Object.entries(fact.values)) {
    const why = refusal(measure, list, fact, m)
    if (why === null) values[measure] = kept === null ? list : kept.map((i) => list[i] ?? null)
    else if (!refused.get(why)?.push(measure)) refused.set(why, [measure])
  }
  for (const [code, measures] of refused)
    m.notes.push({ code, field: 'values', message: `${named(measures)}${refusedWords[code]}` })
  if (Object.keys(values).length === 0) return nothingKept(m)
  return { feed: fact.feed, grain: fact.grain, from, to, regions: ids, values }
}

const refusedWords = {
  'unknown-measure': '不在城市包的上报度量中，未保留；请在城市包补度量后重报。',
  'measure-of-other-feed': '由别的接口上报，未保留；请由该接口报送。',
  'uneven-values': '的值与 regions 个数不等，无法对应，未保留；请对齐后重报。',
} as const
type RefusedMeasure = keyof typeof refusedWords

function refusal(
  measure: string,
  list: readonly unknown[],
  fact: Observations,
  { lookups }: FeedMapping,
): RefusedMeasure | null {
  const feed = lookups.measureFeed.get(measure)
  if (feed === undefined) return 'unknown-measure'
  if (feed !== null && feed !== fact.feed) return 'measure-of-other-feed'
  return list.length === fact.regions.length ? null : 'uneven-values'
}

/** The first few of a list and how many there are. */
const named = (names: readonly string[]): string =>
  `${names
    .slice(0, 5)
    .map((name) => name.slice(0, 60))
    .join('、')}${names.length > 5 ? ` 等 ${names.length} 项` : ''} `

/** Ids of the known codes; `kept` are their places in the list, null = all of them. */
function known(codes: readonly string[], at: number, m: FeedMapping) {
  const ids: RegionId[] = []
  const kept: number[] = []
  const unknown: string[] = []
  codes.forEach((code, i) => {
    const id = m.lookups.region(code, at)
    if (id === null) return void unknown.push(code)
    ids.push(id)
    kept.push(i)
  })
  if (unknown.length > 0)
    m.notes.push({
      code: 'unknown-region',
      field: 'regions',
      message: `区域代码 ${named(unknown)}不在城市包中，其值未保留；请补代码后重报。`,
    })
  return { ids, kept: unknown.length === 0 ? null : kept }
}

function ends(from: number, to: number, m: FeedMapping): boolean {
  if (inRange(from) && inRange(to) && from <= to) return true
  m.notes.push(inRange(from) && inRange(to) ? reversed('to') : outOfRange('from'))
  return false
}

function periodHolds(from: number, to: number, field: string, m: FeedMapping): boolean {
  if (!inRange(from) || !inRange(to)) m.notes.push(outOfRange(inRange(from) ? field : 'from'))
  else if (from >= to) m.notes.push(reversed(field))
  else return true
  return false
}

const reversed = (field: string): Note => ({
  code: 'empty-period',
  field,
  message: `${field} 不晚于 from，时段为空；请核对起止时刻后重报。`,
})

const startsDay = (ms: number, zone: Zone): boolean => zone.startOfDay(zone.dayOf(ms)) === ms

function nothingKept(m: FeedMapping): null {
  m.notes.push({ code: 'nothing-known', message: '其中没有城市包认识的区域或度量，整条未收。' })
  return null
}
