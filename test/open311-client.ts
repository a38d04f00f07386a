import { SaxesParser } from 'saxes'

/**
 * A client of Open311 GeoReport v2 that knows the specification alone (wiki.open311.org/GeoReport_v2 and
 * Service_Discovery) and holds a server to it: roots, element names, required fields, types, dates, errors.
 * It throws at whatever strays.
 */
export function open311Client(endpoint: string, format: 'xml' | 'json') {
  const call = async (path: string, init?: RequestInit): Promise<Answer> => {
    const response = await fetch(`${endpoint}/${path}`, init)
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (response.status === 304) return { status: 304, etag: etagOf(response), tree: null }
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const type = response.headers.get('content-type')?.replace(/\s/g, '').toLowerCase()
    must(type === `${mime[format]};charset=utf-8`, `content-type is ${type}`)
    return { status: response.status, etag: etagOf(response), tree: parse(text, format) }
  }
  const good = ({ status, tree }: Answer): Tree => {
    must(status === 200 || status === 201, `status ${status}: ${JSON.stringify(tree)}`)
    if (tree === null) throw new Error('no content')
    return tree
  }
  const query = (args: Args = {}): string => {
    const text = new URLSearchParams(args).toString()
    return text === '' ? '' : `?${text}`
  }
  return {
    discovery: async () => discoveryOf(good(await call(`discovery.${format}`))),
    services: async (args?: Args) =>
      listOf(good(await call(`services.${format}${query(args)}`)), 'services', 'service').map(
        serviceOf,
      ),
    definition: async (code: string, args?: Args) =>
      definitionOf(
        good(await call(`services/${encodeURIComponent(code)}.${format}${query(args)}`)),
      ),
    requests: async (args?: Args) =>
      requestsOf(good(await call(`requests.${format}${query(args)}`))),
    request: async (id: string, args?: Args) => {
      const found = requestsOf(
        good(await call(`requests/${encodeURIComponent(id)}.${format}${query(args)}`)),
      )
      must(found.length === 1, `${found.length} requests instead of one`)
      return found[0] as ServiceRequest
    },
    /** Sends a report; answers its service_request_id and notice. */
    report: async (fields: Args | string, headers: Record<string, string> = {}) =>
      receiptOf(good(await call(`requests.${format}`, posting(fields, headers)))),
    /** What an argument or report is refused with: the HTTP status and the errors of the body. */
    refused: async (path: string, fields?: Args | string, headers: Record<string, string> = {}) => {
      const init = fields === undefined ? { headers } : posting(fields, headers)
      const { status, tree } = await call(path.replace('FORMAT', format), init)
      must(status >= 400, `status ${status}`)
      return { status, errors: errorsOf(tree) }
    },
    etag: async (path: string, known?: string) => {
      const headers = known === undefined ? undefined : { 'if-none-match': known }
      const { status, etag } = await call(`${path}.${format}`, { headers })
      return { status, etag }
    },
  }
}

export type Args = Record<string, string>
type Tree = { root: string | null; value: Json }
type Json = string | number | boolean | null | Json[] | { [field: string]: Json }
type Fields = { [field: string]: Json }
interface Answer {
  status: number
  etag: string | null
  tree: Tree | null
}

const mime = { xml: 'text/xml', json: 'application/json' }
const etagOf = (response: Response): string | null => response.headers.get('etag')
const posting = (fields: Args | string, headers: Record<string, string>): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...headers },
  body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
})

function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`Against GeoReport v2: ${what}`)
}

// The Spark convention: a container of equal children is a list; in JSON the children have no name.
const lists: Record<string, string> = {
  services: 'service',
  service_requests: 'request',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
  attributes: 'attribute',
  values: 'value',
}

function parse(text: string, format: 'xml' | 'json'): Tree {
  if (format === 'json') return { root: null, value: JSON.parse(text) as Json }
  must(/^<\?xml version="1\.0" encoding="utf-8"\?>/i.test(text), 'the XML declaration')
  interface Node {
    name: string
    text: string
    children: Node[]
  }
  const top: Node = { name: '', text: '', children: [] }
  const open = [top]
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    must(Object.keys(attributes).length === 0, `attributes or a namespace at ${name}`)
    const node = { name, text: '', children: [] }
    open.at(-1)?.children.push(node)
    open.push(node)
  })
  parser.on('text', (chunk) => {
    const node = open.at(-1)
    if (node) node.text += chunk
  })
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  const valueOf = (node: Node): Json => {
    const item = lists[node.name]
    if (item !== undefined) {
      must(
        node.children.every(({ name }) => name === item),
        `${node.name} holds ${node.children.map(({ name }) => name).join()}`,
      )
      return node.children.map(valueOf)
    }
    if (node.children.length === 0) return node.text === '' ? null : node.text
    return Object.fromEntries(node.children.map((child) => [child.name, valueOf(child)]))
  }
  const [root] = top.children
  if (root === undefined) throw new Error('no root')
  return { root: root.name, value: valueOf(root) }
}

function listOf({ root, value }: Tree, name: string, item: string): Fields[] {
  must(root === null || root === name, `root ${root} instead of ${name}`)
  must(Array.isArray(value), `${name} is no list of ${item}`)
  return value.map((one) => fieldsOf(one, item))
}

function fieldsOf(value: Json, what: string): Fields {
  must(typeof value === 'object' && value !== null && !Array.isArray(value), `${what} is no object`)
  return value
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name]
  must(typeof value === 'string' && value !== '', `${name} is missing: ${JSON.stringify(fields)}`)
  return value
}

/** A field that is there and may be empty. */
function maybe(fields: Fields, name: string): string | null {
  must(name in fields, `${name} is missing: ${JSON.stringify(fields)}`)
  const value = fields[name] ?? null
  must(value === null || typeof value === 'string', `${name} is no text`)
  return value
}

function one<T extends string>(fields: Fields, name: string, options: readonly T[]): T {
  const value = String(fields[name])
  const found = options.find((option) => option === value)
  must(found !== undefined, `${name} is ${value}`)
  return found
}

function flag(fields: Fields, name: string): boolean {
  return one(fields, name, ['true', 'false']) === 'true'
}

const w3 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/
function dateOf(fields: Fields, name: string): { text: string; ms: number } {
  const text = textOf(fields, name)
  must(w3.test(text) && !Number.isNaN(Date.parse(text)), `${name} is ${text}`)
  return { text, ms: Date.parse(text) }
}

function numberOf(fields: Fields, name: string): number | null {
  must(name in fields, `${name} is missing`)
  const value = fields[name] ?? null
  if (value === null) return null
  const n = Number(value)
  must(Number.isFinite(n), `${name} is ${String(value)}`)
  return n
}

function only(fields: Fields, names: readonly string[], what: string): void {
  const foreign = Object.keys(fields).filter((name) => !names.includes(name))
  must(foreign.length === 0, `foreign fields in ${what}: ${foreign.join()}`)
}

function discoveryOf({ root, value }: Tree) {
  must(root === null || root === 'discovery', `root ${root}`)
  const fields = fieldsOf(value, 'discovery')
  only(fields, ['changeset', 'contact', 'key_service', 'endpoints'], 'discovery')
  const endpoints = fields.endpoints
  must(Array.isArray(endpoints) && endpoints.length > 0, 'endpoints')
  return {
    changeset: textOf(fields, 'changeset'),
    contact: textOf(fields, 'contact'),
    keyService: textOf(fields, 'key_service'),
    endpoints: endpoints.map((given) => {
      const endpoint = fieldsOf(given, 'endpoint')
      only(endpoint, ['specification', 'url', 'changeset', 'type', 'formats'], 'endpoint')
      const { formats } = endpoint
      must(Array.isArray(formats) && formats.includes('text/xml'), 'formats')
      textOf(endpoint, 'changeset')
      return {
        specification: textOf(endpoint, 'specification'),
        url: new URL(textOf(endpoint, 'url')).href,
        type: one(endpoint, 'type', ['production', 'test']),
        formats: formats.map(String),
      }
    }),
  }
}

const serviceFields = [
  ...['service_code', 'service_name', 'description', 'metadata', 'type', 'keywords', 'group'],
]

function serviceOf(fields: Fields) {
  only(fields, serviceFields, 'service')
  return {
    code: textOf(fields, 'service_code'),
    name: textOf(fields, 'service_name'),
    description: maybe(fields, 'description'),
    metadata: flag(fields, 'metadata'),
    type: one(fields, 'type', ['realtime', 'batch', 'blackbox']),
    keywords: (maybe(fields, 'keywords') ?? '').split(',').map((word) => word.trim()),
    group: textOf(fields, 'group'),
  }
}

const attributeFields = [
  ...['variable', 'code', 'datatype', 'required', 'datatype_description', 'order', 'description'],
  'values',
]

function definitionOf({ root, value }: Tree) {
  must(root === null || root === 'service_definition', `root ${root}`)
  const fields = fieldsOf(value, 'service_definition')
  only(fields, ['service_code', 'attributes'], 'service_definition')
  const { attributes } = fields
  must(Array.isArray(attributes), 'attributes')
  for (const given of attributes) only(fieldsOf(given, 'attribute'), attributeFields, 'attribute')
  return { code: textOf(fields, 'service_code'), attributes }
}

const requestFields = [
  ...['service_request_id', 'status', 'status_notes', 'service_name', 'service_code'],
  ...['description', 'agency_responsible', 'service_notice', 'requested_datetime'],
  ...['updated_datetime', 'expected_datetime', 'address', 'address_id', 'zipcode', 'lat', 'long'],
  'media_url',
]

export type ServiceRequest = ReturnType<typeof requestOf>

const requestsOf = (tree: Tree): ServiceRequest[] =>
  listOf(tree, 'service_requests', 'request').map(requestOf)

function requestOf({ extended_attributes: extended, ...fields }: Fields) {
  only(fields, requestFields, 'request')
  const lat = numberOf(fields, 'lat')
  const long = numberOf(fields, 'long')
  must((lat === null) === (long === null), 'lat without long')
  must(lat === null || (Math.abs(lat) <= 90 && Math.abs(long ?? 0) <= 180), 'lat and long')
  const description = maybe(fields, 'description')
  must((description?.length ?? 0) <= 4_000, 'description of more than 4,000 characters')
  return {
    id: textOf(fields, 'service_request_id'),
    status: one(fields, 'status', ['open', 'closed']),
    statusNotes: maybe(fields, 'status_notes'),
    serviceName: textOf(fields, 'service_name'),
    serviceCode: textOf(fields, 'service_code'),
    description,
    agency: maybe(fields, 'agency_responsible'),
    requested: dateOf(fields, 'requested_datetime'),
    updated: dateOf(fields, 'updated_datetime'),
    expected:
      maybe(fields, 'expected_datetime') === null ? null : dateOf(fields, 'expected_datetime'),
    address: maybe(fields, 'address'),
    addressId: maybe(fields, 'address_id'),
    zipcode: maybe(fields, 'zipcode'),
    lat,
    long,
    mediaUrl: maybe(fields, 'media_url'),
    extended: extended ?? null,
  }
}

function receiptOf(tree: Tree): { id: string; notice: string | null } {
  const [fields, more] = listOf(tree, 'service_requests', 'request')
  must(fields !== undefined && more === undefined, 'a receipt is one request')
  only(fields, ['service_request_id', 'token', 'service_notice', 'account_id'], 'receipt')
  must(!('token' in fields), 'a token beside the service_request_id')
  must(maybe(fields, 'account_id') === null, 'account_id')
  return { id: textOf(fields, 'service_request_id'), notice: maybe(fields, 'service_notice') }
}

function errorsOf(tree: Tree | null): { code: number; description: string }[] {
  if (tree === null) throw new Error('no errors')
  const errors = listOf(tree, 'errors', 'error')
  must(errors.length > 0, 'no error in errors')
  return errors.map((fields) => {
    only(fields, ['code', 'description'], 'error')
    const code = numberOf(fields, 'code')
    must(code !== null, 'an error without code')
    return { code, description: textOf(fields, 'description') }
  })
}
