import { distance } from 'fastest-levenshtein'
import type { WorkOrderMapping } from '../../../../shared/imports/mapping.ts'
import type { WorkOrderCity } from '../city.ts'
import { plain } from '../../tables/words.ts'

export interface ReadType {
  eventType: string
  /** A word that fits nothing, with the nearest names, for the report. */
  unmatched?: { given: string; near: string[] }
}

export type TypeReader = (said: { type: string; title: string; description: string }) => ReadType

/** What stands where a table says nothing of the type. */
export const typeNotSaid = '未填类型'

/** The type (事件类型) by the mapping's words, then by code, name or keywords; the unknown stays as given. */
export function typeReader(
  { type: rule, valueMaps }: Pick<WorkOrderMapping, 'type' | 'valueMaps'>,
  city: WorkOrderCity,
): TypeReader {
  const words = new Map(Object.entries(valueMaps.type).map(([word, code]) => [plain(word), code]))
  const keywords = rule.keywords.map(({ words, type }) => ({ words: words.map(plain), type }))
  return ({ type, title, description }) => {
    const given = plain(type)
    const mapped = words.get(given)
    if (mapped !== undefined) return { eventType: mapped }
    if (rule.by === 'keywords') {
      const text = plain(`${type} ${title} ${description}`)
      const hit = keywords.find((one) => one.words.some((word) => text.includes(word)))
      if (hit !== undefined) return { eventType: hit.type }
    }
    if (city.lookups.types.has(given)) return { eventType: given }
    const named = rule.by === 'code' ? undefined : byName(given, city)
    if (named !== undefined) return { eventType: named }
    if (given === '') return { eventType: typeNotSaid, unmatched: { given: '', near: [] } }
    return { eventType: type.slice(0, 200), unmatched: { given: type, near: nearest(given, city) } }
  }
}

/** 「市容环境/暴露垃圾」 is known by its last part, and by its first where names repeat. */
function byName(given: string, { typesByName, pack }: WorkOrderCity): string | undefined {
  const parts = given.split(/[/\\>|—-]+/).filter(Boolean)
  for (const name of new Set([given, parts.at(-1) ?? ''])) {
    const found = typesByName.get(name) ?? []
    if (found.length === 1) return found[0]?.code
    const category = pack.categories.find((one) => parts.includes(plain(one.name)))
    const inside = found.filter((type) => type.category === category?.code)
    if (inside.length === 1) return inside[0]?.code
  }
  return undefined
}

const mostNear = 3

function nearest(given: string, { typesByName }: WorkOrderCity): string[] {
  return [...typesByName.keys()]
    .map((name) => ({
      name,
      away: name.includes(given) || given.includes(name) ? 0 : distance(given, name),
    }))
    .filter(({ name, away }) => away <= name.length / 2)
    .sort((a, b) => a.away - b.away)
    .slice(0, mostNear)
    .map(({ name }) => name)
}
