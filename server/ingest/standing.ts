import type { SourceFact } from '../../shared/events/source-fact.ts'
import type { Lookups } from './lookups.ts'
import type { Note } from './ports.ts'

/**
 * Whether this source may say this: a case's source is one of the pack's 案件来源 and the asker
 * speaks for it; a feed is one of the pack's 接口, told by itself, its department or its sources.
 */
export function standing(
  fact: SourceFact,
  lookups: Lookups,
  speaksFor: (source: string) => boolean,
): Note | null {
  const { source } = fact
  if ('case' in fact) {
    if (!lookups.caseSources.has(source)) return unknownSource(source, lookups)
    return speaksFor(source) ? null : notYours(source)
  }
  const feed = lookups.feeds.get(fact.feed)
  if (feed === undefined)
    return {
      code: 'unknown-feed',
      field: 'feed',
      message: `接口 ${fact.feed.slice(0, 60)} 不在城市包中；请核对接口编号，或在城市包补接口后重报。`,
    }
  const own = source === feed.id
  if (!own && source !== feed.department && !feed.caseSources.includes(source))
    return unknownSource(source, lookups)
  return speaksFor(source) ? null : notYours(source)
}

const unknownSource = (source: string, { caseSources }: Lookups): Note => ({
  code: 'unknown-source',
  field: 'source',
  message: `来源 ${source} 不在城市包中或与接口不符；案件来源应为：${[...caseSources].join('、')}；接口数据的来源写接口编号。`,
})

const notYours = (source: string): Note => ({
  code: 'forbidden',
  field: 'source',
  message: `此密钥不能代表来源 ${source} 上报；请换用该来源的密钥，或请管理员授权。`,
})
