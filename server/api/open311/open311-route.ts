import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Asker } from '../../../shared/access/asker.ts'
import { sourceAsker } from '../../../shared/access/asker.ts'
import type { CityPack } from '../../../shared/city/pack.ts'
import { packAdoptedAt } from '../../queries/pack-adopted.ts'
import { publicCases, publicCasesById } from '../../queries/service-requests.ts'
import { usualFactsPerMinute } from '../facts-route.ts'
import type { Services } from '../services.ts'
import { sourceRate } from '../source-rate.ts'
import { encode, nameAndFormat, send, sendFault, sendTagged, type Format } from './answers.ts'
import { discoveryOf } from './discovery.ts'
import { forbidden, notFound, said } from './faults.ts'
import { readBody, readReport } from './report-form.ts'
import { makeTakeReport } from './report.ts'
import { requestsOf } from './requests.ts'
import { caseIdOf, requestsQuestion } from './requests-question.ts'
import { definitionOf, servicesOf } from './services.ts'
import { w3Time } from './w3-time.ts'
import type { Document } from './xml.ts'

/** Where the interface stands. */
export const open311Base = '/open311/v2'
/** The largest body: a description of 4,000 characters, percent-encoded, several times over. */
const bodyLimit = 128 * 1024
/** The key that anybody may report with while the city is a demo. */
const demoKey = 'demo'

/** `/open311/v2`: Open311 GeoReport v2 in XML and JSON. To be registered with `open311Base` as its prefix. */
export function open311Route(
  app: FastifyInstance,
  services: Services,
  { factsPerMinute = usualFactsPerMinute }: { factsPerMinute?: number } = {},
): void {
  const { view, reference } = services
  const rate = sourceRate(factsPerMinute)
  const takeReport = makeTakeReport(services)
  const pack = () => view.epoch.pack
  const serviceList = serviceBytes()

  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer', bodyLimit },
    (_request, body, done) => done(null, body),
  )
  app.setErrorHandler((error, request, reply) => sendFault(error, request, reply))
  app.setNotFoundHandler((request, reply) => sendFault(noResource(), request, reply))
  // Else it would be the client's page.
  app.get('/*', (request, reply) => sendFault(noResource(), request, reply))

  for (const format of ['xml', 'json'] as const) {
    app.get(`/discovery.${format}`, (request, reply) => {
      const city = reference.city()
      const changeset = w3Time(packAdoptedAt(view), view.zone)
      const url = `${request.protocol}://${request.host}${open311Base}`
      return sendTagged(request, reply, format, encode(discoveryOf(city, url, changeset), format))
    })

    app.get(`/services.${format}`, (request, reply) => {
      checkJurisdiction(queryOf(request))
      return sendTagged(request, reply, format, serviceList(pack(), format))
    })

    app.get(`/requests.${format}`, (request, reply) => {
      const args = queryOf(request)
      checkJurisdiction(args)
      const question = requestsQuestion(args, pack(), view.clock.now())
      const cases =
        'ids' in question ? publicCasesById(view, question.ids) : publicCases(view, question)
      return send(reply, format, encode(requestsOf(cases, view.zone, question.extended), format))
    })

    app.post(`/requests.${format}`, { bodyLimit }, async (request, reply) => {
      const fields = readBody(request.body instanceof Buffer ? request.body : Buffer.alloc(0))
      const asker = reporterOf(request, fields)
      checkJurisdiction(fields)
      checkJurisdiction(queryOf(request))
      const form = readReport(fields, pack())
      await rate.take(asker.id, 1)
      const caseId = await takeReport(asker, form)
      return send(reply.status(201), format, encode(receiptOf(caseId, form.hasMedia), format))
    })
  }

  app.get<{ Params: { file: string } }>('/services/:file', (request, reply) => {
    const { name, format } = wanted(request.params.file)
    checkJurisdiction(queryOf(request))
    return sendTagged(request, reply, format, encode(definitionOf(pack(), name), format))
  })

  app.get<{ Params: { file: string } }>('/requests/:file', (request, reply) => {
    const { name, format } = wanted(request.params.file)
    const args = queryOf(request)
    checkJurisdiction(args)
    const id = caseIdOf(name)
    const cases = id === null ? [] : publicCasesById(view, [id])
    if (cases.length === 0)
      throw notFound(`没有编号 ${said(name)} 的诉求。There is no such service_request_id.`)
    const extended = args.get('extensions') === 'true'
    return send(reply, format, encode(requestsOf(cases, view.zone, extended), format))
  })

  /** Raises 404 where the client means another city; without one it means this. */
  function checkJurisdiction(args: URLSearchParams): void {
    const given = args.get('jurisdiction_id')?.trim() ?? ''
    const { id, code } = pack()
    if (given === '' || given === id || given === code) return
    throw notFound(
      `没有辖区 ${said(given)}；本处为 ${id}（${code}）。There is no such jurisdiction_id; this is ${id} (${code}).`,
    )
  }

  /** Who reports, by `api_key` or a bearer key. Raises 403. */
  function reporterOf({ headers }: FastifyRequest, fields: URLSearchParams): Asker {
    const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
    const key = fields.get('api_key') ?? bearer ?? ''
    const channel = pack().open311Source
    if (key === demoKey && reference.city().demo)
      return sourceAsker('open311-demo', channel === undefined ? [] : [channel])
    const asker = key === '' ? null : services.askerOf({ bearer: key })
    if (asker !== null && asker.kind === 'source') return asker
    throw forbidden(
      '缺 api_key 或 api_key 无效，没有收下。Missing or invalid api_key; the report was not taken.',
    )
  }
}

const queryOf = ({ url }: FastifyRequest): URLSearchParams => {
  const mark = url.indexOf('?')
  return new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1))
}

const noResource = () =>
  notFound('没有这个资源；见 discovery.xml。There is no such resource; see discovery.xml.')

/** The resource and format that a path names. Raises 404 without a format. */
function wanted(file: string): { name: string; format: Format } {
  const { name, format } = nameAndFormat(file)
  if (format === null) throw noResource()
  return { name, format }
}

/** The list of services as bytes, made once for a pack. */
function serviceBytes() {
  const known = new WeakMap<CityPack, Map<Format, string>>()
  return (pack: CityPack, format: Format): string => {
    const made = known.get(pack) ?? new Map<Format, string>()
    known.set(pack, made)
    const bytes = made.get(format) ?? encode(servicesOf(pack), format)
    made.set(format, bytes)
    return bytes
  }
}

/** What a reporter is told: the number, and what became of what named a person. */
function receiptOf(caseId: number, hasMedia: boolean): Document {
  const notice = [
    '已收到，凭编号可查办理情况。姓名、电话、邮箱、设备号、账号等联系方式未保存，正文中的电话、证件号、车牌、邮箱已隐去。',
    'Received. Contact details (name, phone, e-mail, device and account) were discarded and are not stored; phone, identity and plate numbers and e-mail addresses in the text are masked.',
    ...(hasMedia ? ['media_url 未读取。media_url was not fetched.'] : []),
  ]
  const value = [
    { service_request_id: String(caseId), service_notice: notice.join(' '), account_id: null },
  ]
  return { root: 'service_requests', item: 'request', value }
}
