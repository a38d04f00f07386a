import type { CityPack } from '../../../shared/city/pack.ts'
import { publicServices } from '../../queries/service-list.ts'
import type { PublicCaseQuestion } from '../../queries/service-requests.ts'
import { badRequest, said } from './faults.ts'
import { noService } from './services.ts'
import { readW3Time } from './w3-time.ts'

const dayMs = 86_400_000
/** The specification's longest span; an hour more, for 90 local days over the end of summer time. */
const span = { days: 90, slackMs: 3_600_000 }
/** The specification's largest answer. */
export const mostRequests = 1_000
const mostPage = 1_000_000

/** What a client asks for: named requests, which override all else, or a page of a span. */
export type RequestsQuestion =
  { ids: number[]; extended: boolean } | (PublicCaseQuestion & { extended: boolean })

/** Reads the arguments of GET requests. Raises 400, or 404 for a service_code that is not offered. */
export function requestsQuestion(
  args: URLSearchParams,
  pack: CityPack,
  now: number,
): RequestsQuestion {
  const extended = args.get('extensions') === 'true'
  const ids = listed(args, 'service_request_id')
  if (ids.length > mostRequests)
    throw badRequest(
      `一次最多查 ${mostRequests} 个编号。At most ${mostRequests} service_request_id at once.`,
    )
  if (ids.length > 0) return { ids: ids.flatMap((id) => caseIdOf(id) ?? []), extended }
  const limit = whole(args, 'page_size', mostRequests, mostRequests)
  const page = whole(args, 'page', 1, mostPage)
  return {
    ...spanOf(args, now),
    ...statusOf(args),
    ...typesOf(args, pack),
    ...{ limit, offset: (page - 1) * limit, extended },
  }
}

/** Our number of a service_request_id; null for what is none. */
export const caseIdOf = (id: string): number | null =>
  /^[1-9]\d{0,14}$/.test(id) ? Number(id) : null

/** An argument that may come several times and hold several values. */
const listed = (args: URLSearchParams, name: string): string[] =>
  args
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '')

function whole(args: URLSearchParams, name: string, usual: number, most: number): number {
  const given = args.get(name)?.trim() ?? ''
  if (given === '') return usual
  const n = /^\d{1,9}$/.test(given) ? Number(given) : 0
  if (n >= 1 && n <= most) return n
  throw badRequest(
    `${name} 应为 1 到 ${most} 的整数。${name} must be a whole number from 1 to ${most}.`,
  )
}

function spanOf(args: URLSearchParams, now: number): { from: number; to: number } {
  const start = instant(args, 'start_date')
  const end = instant(args, 'end_date')
  const longest = span.days * dayMs
  if (start !== null && end !== null) {
    if (start > end)
      throw badRequest('start_date 晚于 end_date。start_date is later than end_date.')
    if (end - start > longest + span.slackMs)
      throw badRequest(
        `起止最多跨 ${span.days} 天，请分段查。start_date and end_date may not span more than ${span.days} days.`,
      )
  }
  const last = end ?? (start === null ? now : Math.max(start, Math.min(now, start + longest)))
  // Answers tell whole seconds: the second of end_date is in.
  return { from: start ?? last - longest, to: Math.floor(last / 1_000) * 1_000 + 1_000 }
}

function instant(args: URLSearchParams, name: string): number | null {
  const given = args.get(name)?.trim() ?? ''
  if (given === '') return null
  const ms = readW3Time(given)
  if (ms !== null) return ms
  throw badRequest(
    `${name} 应为带时区的 W3C 时间，如 2026-11-05T00:00:00+08:00。${name} must be a w3 date-time with its offset.`,
  )
}

function statusOf(args: URLSearchParams): { status?: 'open' | 'closed' } {
  const given = new Set(listed(args, 'status').map((one) => one.toLowerCase()))
  const wrong = [...given].find((one) => one !== 'open' && one !== 'closed')
  if (wrong !== undefined)
    throw badRequest(
      `status 应为 open 或 closed，不是 ${said(wrong)}。status must be open or closed.`,
    )
  if (given.size !== 1) return {}
  return { status: given.has('open') ? 'open' : 'closed' }
}

function typesOf(args: URLSearchParams, pack: CityPack): { types?: string[] } {
  const services = publicServices(pack)
  // A code may hold a comma itself.
  const codes = args
    .getAll('service_code')
    .flatMap((value) => (services.has(value) ? [value] : value.split(',').map((one) => one.trim())))
    .filter((code) => code !== '')
  const unknown = codes.find((code) => !services.has(code))
  if (unknown !== undefined) throw noService(unknown)
  return codes.length === 0 ? {} : { types: [...new Set(codes)] }
}
