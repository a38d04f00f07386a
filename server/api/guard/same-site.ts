import type { FastifyRequest } from 'fastify'
import { DomainError } from '../../../shared/errors.ts'

/** Routes whose body is a file (文件), and not JSON. */
export const fileRoutes: ReadonlySet<string> = new Set([
  '/api/v1/attachments',
  '/api/v1/imports/preview',
])
/** What a form can send without being asked (简单请求): never a file from our pages. */
const formTypes = /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i
const harmless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Takes forms, with the key in the form (Open311): reads no cookie. */
const formInterface = '/open311/'

/**
 * Raises `forbidden` for what another site had a browser send (跨站请求伪造), `unsupported` for a body
 * that is neither JSON nor, where files are taken, a file. A key without a cookie is another system's:
 * no page can make a browser send it.
 */
export function checkSameSite(request: FastifyRequest): void {
  const { method, headers } = request
  const url = request.routeOptions.url ?? ''
  const foreign = isForeign(request)
  if (harmless.has(method)) {
    // Pages may be linked to from anywhere; data may not be drawn into another site's page.
    const drawn = foreign && headers['sec-fetch-mode'] !== 'navigate'
    if (drawn && /^\/(?:trpc|api)\//.test(request.url)) throw crossSite()
    return
  }
  const hasCookie = headers.cookie !== undefined
  if (foreign && hasCookie) throw crossSite()
  if (!hasCookie && (headers.authorization !== undefined || url.startsWith(formInterface))) return
  if (foreign) throw crossSite()
  if (headers['x-shiyu'] !== '1') throw withoutHeader()
  const type = headers['content-type']
  if (type === undefined && !hasBody(request)) return
  const allowed = fileRoutes.has(url)
    ? type !== undefined && !formTypes.test(type)
    : /^application\/json\s*(?:;|$)/i.test(type ?? '')
  if (!allowed) throw wrongType()
}

/** Sent from another site's page, as far as the browser says: by Sec-Fetch-Site, else by Origin. */
function isForeign({ headers, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const { origin } = headers
  if (origin === undefined) return false
  return URL.canParse(origin) ? new URL(origin).host !== host : true
}

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

const crossSite = () =>
  new DomainError({
    code: 'forbidden',
    params: { why: 'cross-site', what: '请求来自别的网站，已拒绝。' },
  })
const withoutHeader = () =>
  new DomainError({
    code: 'forbidden',
    params: { why: 'header', what: '缺少请求头 x-shiyu: 1；其他系统请用来源密钥。' },
  })
const wrongType = () =>
  new DomainError({
    code: 'unsupported',
    params: { why: 'content-type', what: '请求体应为 application/json。' },
  })
