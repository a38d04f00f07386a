import { z } from 'zod'
import { faultAnswer, operations, type Operation } from './openapi-operations.ts'

/** Where the document is served. */
export const openApiPath = '/api/v1/openapi.json'

type Json = Record<string, unknown>

/** A schema as JSON Schema 2020-12, which OpenAPI 3.1 speaks. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const made: Json = z.toJSONSchema(schema, { io, target: 'draft-2020-12' })
  // The dialect is the document's own; every schema would say it again.
  delete made.$schema
  return made
}

const content = (types: Readonly<Record<string, z.ZodType>>, io: 'input' | 'output'): Json =>
  Object.fromEntries(
    Object.entries(types).map(([type, schema]) => [type, { schema: schemaOf(schema, io) }]),
  )

/** Parameters of a path or query: required where the schema says so. */
function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...own }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: own,
  }))
}

const faultWords: Record<number, string> = {
  400: '请求有误 · what is wrong, where, and what to do',
  401: '未授权 · no or unknown credentials',
  404: '没有这一项 · not there, or outside the scope',
  409: '与现状不符 · not in the state it takes',
  413: '过大 · too much at once',
  422: '内容不成立 · well-formed, but it cannot be',
  429: '太多 · wait, then ask again',
  507: '磁盘写不进 · send the same keys again',
}

function operationOf(operation: Operation): Json {
  const faults = operation.faults.map((status) => [
    String(status),
    {
      description: faultWords[status] ?? '',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Fault' } } },
    },
  ])
  return {
    operationId: operation.path.replace(/^\/(api\/v1\/)?/, `${operation.method} `),
    summary: operation.summary,
    ...(operation.security === 'source' ? { security: [{ sourceKey: [] }] } : {}),
    parameters: [
      ...parametersOf(operation.params, 'path'),
      ...parametersOf(operation.query, 'query'),
    ],
    ...(operation.body
      ? { requestBody: { required: true, content: content(operation.body, 'input') } }
      : {}),
    responses: {
      [operation.status ?? 200]: {
        description: '成功 · answered',
        content: content(operation.answers, 'output'),
      },
      ...Object.fromEntries(faults),
    },
  }
}

/** The interface for other systems as OpenAPI 3.1 (接口文档), made of the schemas that serve it. */
export function openApi(title: string): Json {
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: operationOf(operation),
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: `${title} · 接口`, version: '1' },
    paths,
    components: {
      schemas: { Fault: schemaOf(faultAnswer, 'output') },
      securitySchemes: { sourceKey: { type: 'http', scheme: 'bearer' } },
    },
  }
}
