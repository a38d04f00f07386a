import type { Note } from '../ports.ts'
import type { Fields } from './fields.ts'
import type { CapArea, LngLat } from './record.ts'

/** Most points and circles that all areas of a message may have (our default; real ones have some hundred). */
export const mostShapes = { points: 2_000, circles: 100 } as const

/** One `area` (影响范围): CAP writes lat,lon, we keep [lng, lat]; an open ring is closed with a note. */
export function readArea(area: Fields, notes: Note[]): CapArea {
  return {
    desc: area.need('areaDesc'),
    polygons: area.every('polygon').flatMap((text) => polygonOf(text, area, notes) ?? []),
    circles: area.every('circle').flatMap((text) => circleOf(text, area) ?? []),
    geocodes: pairsOf(area, 'geocode'),
  }
}

/** valueName and value of each `name` element: eventCode, parameter, geocode. */
export const pairsOf = (fields: Fields, name: string) =>
  fields.within(name).map((pair) => ({
    name: pair.need('valueName'),
    value: pair.maybe('value') ?? '',
  }))

function polygonOf(text: string, area: Fields, notes: Note[]): LngLat[][] | null {
  const points = text.split(/\s+/).map((pair) => pointOf(pair, 'polygon', area))
  if (points.some((point) => point === null)) return null
  const ring = points as LngLat[]
  const [first, last] = [ring[0], ring.at(-1)]
  if (first === undefined || last === undefined) return null
  const closed = first[0] === last[0] && first[1] === last[1]
  const corners = closed ? ring.length - 1 : ring.length
  if (corners < 3) {
    area.wrong(
      'polygon-too-short',
      'polygon',
      `${area.path}.polygon 只有 ${corners} 个不同的点；多边形至少三个点，且首尾相同（共四对坐标）。`,
    )
    return null
  }
  if (closed) return [ring]
  notes.push({
    code: 'polygon-closed',
    field: `${area.path}.polygon`,
    message: `${area.path}.polygon 首尾不同，已按首点闭合。`,
  })
  return [[...ring, first]]
}

function circleOf(text: string, area: Fields): CapArea['circles'] | null {
  const [pair = '', radius, ...more] = text.split(/\s+/)
  const km = Number(radius)
  if (radius === undefined || more.length > 0 || !Number.isFinite(km) || km < 0) {
    area.wrong(
      'circle-without-radius',
      'circle',
      `${area.path}.circle 是 ${text.slice(0, 60)}，应为“纬度,经度 半径公里”，如 32.02,120.86 15。`,
    )
    return null
  }
  const centre = pointOf(pair, 'circle', area)
  return centre === null ? null : [{ centre, km }]
}

const number = /^[+-]?\d+(\.\d+)?$/

function pointOf(pair: string, name: string, area: Fields): LngLat | null {
  const [lat = '', lng = '', ...more] = pair.split(',')
  const [y, x] = [Number(lat), Number(lng)]
  const where = `${area.path}.${name}`
  if (!number.test(lat) || !number.test(lng) || more.length > 0) {
    area.wrong(
      'invalid-point',
      name,
      `${where} 里的 ${pair.slice(0, 40)} 不是坐标；应为“纬度,经度”，点间用空格。`,
    )
    return null
  }
  if (Math.abs(y) <= 90 && Math.abs(x) <= 180) return [x, y]
  const swapped = Math.abs(x) <= 90 && Math.abs(y) <= 180
  area.wrong(
    'point-out-of-range',
    name,
    `${where} 里的 ${pair.slice(0, 40)} 超出纬度 ±90、经度 ±180${swapped ? '；疑似经纬颠倒，CAP 先纬度后经度' : ''}。`,
  )
  return null
}
