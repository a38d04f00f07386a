import gcoord from 'gcoord'
import type { Region } from '../../../../shared/city/pack.ts'
import type { CoordinateSystem } from '../../../../shared/imports/mapping.ts'
import type { WorkOrderCity } from '../city.ts'
import { quoted, type Findings } from '../issue.ts'
import { plain } from '../../tables/words.ts'

export interface GivenPlace {
  region: string
  parentRegion: string
  lng: string
  lat: string
}

/** How a mapping reads places. */
export interface PlaceRule {
  by: 'code' | 'name' | 'coordinates'
  within: Region
  coordinates: CoordinateSystem
  /** Words of the source → region codes. */
  words: ReadonlyMap<string, string>
}

export interface ReadPlace {
  /** Code, or what was given where nobody knows it; undefined = nothing was said. */
  region?: string
  point?: [number, number]
  /** A name that fits nothing, with the nearest, for the report. */
  unmatched?: { given: string; near: string[] }
}

/** Where a work order is (区域、坐标): null where the row cannot be taken, with the reason in `findings`. */
export function readPlace(
  given: GivenPlace,
  rule: PlaceRule,
  city: WorkOrderCity,
  isoDate: string,
  findings: Findings,
): ReadPlace | null {
  const point = pointOf(given, rule.coordinates, findings)
  const place = point === null ? null : city.regionAt(point)
  const outside = place !== null && !place.inside
  if (outside)
    findings.warn(
      'point-outside',
      'lng',
      `${given.lng},${given.lat}`,
      '坐标不在本市范围内，未记坐标；请核对坐标系。',
    )
  const kept = point !== null && !outside ? { point } : {}
  const byPoint =
    place?.inside && place.region !== null ? city.tree.get(place.region).code : undefined
  if (rule.by === 'coordinates' && byPoint !== undefined) return { region: byPoint, ...kept }
  const named = nameOf(given, rule, city, isoDate, findings)
  if (named === null) return null
  if (named.region === undefined && byPoint !== undefined) return { region: byPoint, ...kept }
  return { ...named, ...kept }
}

const systems = {
  wgs84: gcoord.WGS84,
  gcj02: gcoord.GCJ02,
  bd09: gcoord.BD09,
} as const

/** WGS84 degrees to six decimals, about a tenth of a metre; null = none, or none that can be. */
function pointOf(
  { lng, lat }: GivenPlace,
  system: CoordinateSystem,
  findings: Findings,
): [number, number] | null {
  if (lng === '' && lat === '') return null
  const x = Number(lng)
  const y = Number(lat)
  const found = `${lng},${lat}`
  if (lng === '' || lat === '' || !Number.isFinite(x) || !Number.isFinite(y)) {
    findings.warn('bad-point', 'lng', found, '经纬度不全或不是数，未记坐标。')
    return null
  }
  if (x === 0 && y === 0) return null
  if (Math.abs(y) > 90 || Math.abs(x) > 180) {
    const swapped = Math.abs(y) <= 180 && Math.abs(x) <= 90
    findings.warn(
      'bad-point',
      'lng',
      found,
      swapped ? '疑似经纬度颠倒，未记坐标；请在映射中对调两列。' : '不是经纬度，未记坐标。',
    )
    return null
  }
  const [a, b] = gcoord.transform([x, y], systems[system], gcoord.WGS84) as [number, number]
  return [round(a), round(b)]
}

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

function nameOf(
  given: GivenPlace,
  { by, within, words }: PlaceRule,
  city: WorkOrderCity,
  isoDate: string,
  findings: Findings,
): ReadPlace | null {
  const text = given.region === '' ? given.parentRegion : given.region
  const field = given.region === '' ? 'parentRegion' : 'region'
  if (text === '') return {}
  const alias = words.get(plain(text))
  if (alias !== undefined) return { region: alias }
  if (by === 'code' && /^[0-9A-Za-z]{2,20}$/.test(text)) return { region: text }

  const scope = { within: parentOf(given, within, words, city, isoDate), aliases: {} }
  const found = city.names.find(text, scope, isoDate)
  if (found.kind === 'found') return { region: found.region.code }
  if (found.kind === 'several') {
    const names = found.regions.map((region) => fullName(region, city)).join('、')
    findings.refuse(
      'ambiguous-region',
      field,
      text,
      `${quoted(field)}“${text}”有多处：${names}；请写明县区，或映射上级区域的列。`,
    )
    return null
  }
  if (found.kind === 'not-then' && found.successor !== null) {
    findings.warn(
      'former-region',
      field,
      text,
      `“${text}”今为“${found.successor.name}”，按今名记。`,
    )
    return { region: found.successor.code }
  }
  const inside = insideAddress(plain(text), scope.within, city)
  if (inside !== null) return { region: inside.code }
  const near = found.kind === 'unknown' && found.near ? [found.near.name] : []
  return { region: text.slice(0, 200), unmatched: { given: text, near } }
}

function parentOf(
  { region, parentRegion }: GivenPlace,
  within: Region,
  words: ReadonlyMap<string, string>,
  city: WorkOrderCity,
  isoDate: string,
): Region {
  if (region === '' || parentRegion === '') return within
  const code = words.get(plain(parentRegion)) ?? parentRegion
  const found = city.names.find(code, { within, aliases: {} }, isoDate)
  if (found.kind === 'found') return found.region
  return found.kind === 'not-then' && found.successor !== null ? found.successor : within
}

/** The finest region whose full name an address holds; null where none, or two of the same level. */
function insideAddress(text: string, within: Region, city: WorkOrderCity): Region | null {
  let best: Region | null = null
  for (const { name, region } of city.inAddresses) {
    if (!text.includes(name) || !city.tree.inside(region.id, within.id)) continue
    if (best === null || city.tree.inside(region.id, best.id)) best = region
    else if (!city.tree.inside(best.id, region.id)) return null
  }
  return best
}

const fullName = (region: Region, { tree }: WorkOrderCity): string =>
  [...tree.ancestorsOf(region.id)]
    .map((id) => tree.get(id))
    .filter(({ level, id }) => level === 'district' && id !== region.id)
    .map(({ name }) => name)
    .concat(region.name)
    .join('')
