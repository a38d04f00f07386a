import type { CityPack } from '../../../shared/city/pack.ts'
import { publicServices } from '../../queries/service-list.ts'
import { badRequest, Open311Fault } from './faults.ts'
import { noService } from './services.ts'

/** What a POST says of the matter (报送内容); who reports is not in it, and never read. */
export interface ReportForm {
  type: string
  title: string | null
  description: string | null
  /** [lng, lat] WGS84 as sent; null = none. */
  point: [number, number] | null
  addressId: string | null
  address: string | null
  hasMedia: boolean
}

/** The specification's most for a description, and ours for what else is written. */
const most = { description: 4_000, title: 100, address: 200, code: 200, addressId: 200 }
const decimals = 1e6

/** The fields of an urlencoded body. Raises 400 for bytes that are not UTF-8. */
export function readBody(body: Buffer): URLSearchParams {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw notUtf8()
  }
  const fields = new URLSearchParams(text)
  for (const [name, value] of fields)
    if (name.includes('\ufffd') || value.includes('\ufffd')) throw notUtf8()
  return fields
}

const notUtf8 = () => badRequest('内容应为 UTF-8 编码。The content must be encoded as UTF-8.')

/**
 * Reads a report. Names, mail, telephone, device and account are not read, nor attributes, since no
 * service asks for any. Raises 400 with everything that is wrong, or 404 for an unknown service.
 */
export function readReport(fields: URLSearchParams, pack: CityPack): ReportForm {
  const wrong: string[] = []
  const code = fieldOf(fields, 'service_code')
  if (code === null) wrong.push('缺 service_code。service_code was not provided.')
  const text = (name: 'title' | 'description', longest: number): string | null => {
    const given = fieldOf(fields, name)
    if (given !== null && given.length > longest)
      wrong.push(`${name} 最多 ${longest} 字。${name} is limited to ${longest} characters.`)
    return given
  }
  const title = text('title', most.title)
  const description = text('description', most.description)
  const place = placeOf(fields, wrong)
  if (code !== null && !publicServices(pack).has(code)) throw noService(code)
  const form = { type: code ?? '', title, description, ...place }
  if ((described(form) ?? '').length > most.description)
    wrong.push(
      `description 与 address_string 合计最多 ${most.description} 字。description and address_string together are limited to ${most.description} characters.`,
    )
  if (wrong.length > 0) throw new Open311Fault(400, wrong)
  return { ...form, hasMedia: fieldOf(fields, 'media_url') !== null }
}

/** The text that is kept: what was written and where the reporter says it is. */
export function described({
  description,
  address,
}: Pick<ReportForm, 'description' | 'address'>): string | null {
  const where = address === null ? null : `地点：${address}`
  return [description, where].filter((line) => line !== null).join('\n') || null
}

function placeOf(fields: URLSearchParams, wrong: string[]) {
  const lat = fieldOf(fields, 'lat')
  const long = fieldOf(fields, 'long')
  const addressId = fieldOf(fields, 'address_id')
  const address = fieldOf(fields, 'address_string')
  let point: [number, number] | null = null
  if ((lat === null) !== (long === null))
    wrong.push('lat 与 long 应一起给。lat and long both need to be sent.')
  else if (lat !== null && long !== null) {
    point = pointOf(lat, long)
    if (point === null)
      wrong.push('lat、long 应为 WGS84 度数。lat and long must be degrees, WGS84.')
  } else if (addressId === null && address === null)
    wrong.push(
      '缺位置：给 lat 与 long，或 address_string，或 address_id。No location: send lat and long, or address_string, or address_id.',
    )
  if ((address?.length ?? 0) > most.address)
    wrong.push(
      `address_string 最多 ${most.address} 字。address_string is limited to ${most.address} characters.`,
    )
  return { point, addressId, address }
}

const degrees = /^[+-]?\d{1,3}(\.\d{1,20})?$/

function pointOf(lat: string, long: string): [number, number] | null {
  if (!degrees.test(lat) || !degrees.test(long)) return null
  const [x, y] = [Number(long), Number(lat)]
  if (Math.abs(x) > 180 || Math.abs(y) > 90) return null
  return [Math.round(x * decimals) / decimals, Math.round(y * decimals) / decimals]
}

/** A field without what no text holds; null where it is empty: the same as not sent. */
function fieldOf(fields: URLSearchParams, name: string): string | null {
  const text = (fields.get(name) ?? '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(unprintable, '')
    .trim()
  return text === '' ? null : text
}

const unprintable =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g
