import type { CityPack, EventType } from '../../shared/city/pack.ts'
import { limitWords } from './case-proposal.ts'

/** A kind of matter that anybody may report and read about (公开的事件小类). */
export interface PublicService {
  code: string
  name: string
  description: string
  keywords: string[]
  /** The name of its 大类. */
  group: string
}

const lists = new WeakMap<CityPack, ReadonlyMap<string, PublicService>>()

/** What may be reported and read by anybody, by code, in the pack's order: no sensitive type is in it. */
export function publicServices(pack: CityPack): ReadonlyMap<string, PublicService> {
  let list = lists.get(pack)
  if (list === undefined) {
    const open = pack.eventTypes.filter(({ sensitive }) => !sensitive)
    list = new Map(open.map((type) => [type.code, serviceOf(type, pack)]))
    lists.set(pack, list)
  }
  return list
}

function serviceOf(type: EventType, pack: CityPack): PublicService {
  const group = pack.categories.find(({ code }) => code === type.category)?.name ?? type.category
  const lead = pack.departments.find(({ id }) => id === type.lead)?.name ?? null
  const themes = pack.themes.filter(({ id }) => type.themes.includes(id)).map(({ name }) => name)
  const limit = `办理时限 ${limitWords(type.disposal)}`
  return {
    code: type.code,
    name: type.name,
    description: [group, lead === null ? null : `${lead}牵头`, limit].filter(Boolean).join('，'),
    keywords: [...new Set([group, ...(lead === null ? [] : [lead]), ...themes])],
    group,
  }
}
