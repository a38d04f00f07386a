import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Region } from '../../../shared/city/pack.ts'
import { DomainError } from '../../../shared/errors.ts'
import { grainAnswered } from '../../../shared/indicators/series.ts'
import { indicatorSeries } from '../../queries/indicator-series.ts'
import { answerFault, callerOf } from '../http-faults.ts'
import type { RequestContext, Services } from '../services.ts'
import { within } from '../trpc.ts'
import { catalogQuery, seriesQuery } from './indicator-schemas.ts'
import type { CatalogAnswer, SeriesAnswerBody } from './indicator-schemas.ts'
import { openApi, openApiPath } from './openapi.ts'
import { seriesCsv, seriesRows } from './series-rows.ts'

/** `GET /api/v1/indicators`, `GET /api/v1/indicators/{id}/series` and the document of all routes. */
export function indicatorsRoute(app: FastifyInstance, services: Services): void {
  app.setErrorHandler((error, request, reply) => answerFault(error, request, reply, readWords))
  app.get('/api/v1/indicators', (request, reply) => {
    try {
      callerOf(request, services)
      return reply.send(catalogOf(services, asked(catalogQuery, request.query)))
    } catch (error) {
      return answerFault(error, request, reply, readWords)
    }
  })

  app.get<{ Params: { id: string } }>('/api/v1/indicators/:id/series', (request, reply) => {
    try {
      const query = asked(seriesQuery, request.query)
      const answer = seriesOf(services, request, request.params.id, query)
      if (query.format === 'json') return reply.send(answer)
      const name = `${answer.indicator}_${answer.region}_${query.from}_${query.to}.csv`
      return reply
        .header('content-type', 'text/csv; charset=utf-8; header=present')
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('x-position', String(answer.position))
        .send(seriesCsv(answer.rows))
    } catch (error) {
      return answerFault(error, request, reply, readWords)
    }
  })

  const document = openApi(services.view.epoch.pack.title)
  app.get(openApiPath, (_request, reply) => reply.send(document))
}

const readWords = {
  unauthorised: '没有读取权限：来源密钥只能上报，请去掉 Authorization 头或换成人员会话。',
  unexpected: '服务器出错，请稍后再试。',
}

const bad = (what: string) => new DomainError({ code: 'bad-request', params: { what } })

/** The query as the schema reads it. Raises `bad-request` with every mistake in words. */
function asked<S extends z.ZodType>(schema: S, query: unknown): z.output<S> {
  const parsed = schema.safeParse(query)
  if (parsed.success) return parsed.data
  throw bad(`${parsed.error.issues.map(({ message }) => message).join('；')}。`)
}

function catalogOf(
  { reference, view }: Services,
  { theme }: z.output<typeof catalogQuery>,
): CatalogAnswer {
  if (theme !== undefined && !view.epoch.pack.themes.some(({ id }) => id === theme)) {
    throw missing(`没有主题 ${theme}；主题见 GET /trpc/theme.list。`)
  }
  const indicators = reference.indicators({ theme }).map((meta) => ({
    id: meta.id,
    theme: meta.theme,
    name: meta.name,
    unit: meta.unit,
    decimals: meta.decimals,
    direction: meta.direction,
    formula: meta.formula,
    period: meta.period,
    finestLevel: meta.finestLevel,
    department: meta.department,
    departmentName: meta.departmentName,
    definition: meta.definition,
    definitionVersion: meta.definitionVersion,
    sensitive: meta.sensitive,
  }))
  return { indicators }
}

const missing = (what: string) => new DomainError({ code: 'not-found', params: { what } })

function seriesOf(
  services: Services,
  request: FastifyRequest,
  id: string,
  query: z.output<typeof seriesQuery>,
): SeriesAnswerBody {
  const asker = callerOf(request, services)
  const { view } = services
  const { catalog, tree } = view.epoch
  if (!catalog.pack.indicators.some((i) => i.id === id)) {
    throw missing(`没有指标 ${id.slice(0, 80)}；编号见 GET /api/v1/indicators。`)
  }
  const indicator = catalog.indicator(id)
  const region = regionOf({ services, asker }, tree.byCode(query.region), query.region)
  const dayStart = (date: string) => view.zone.startOfDay(view.zone.dayFromIso(date))
  const { grain } = query
  const { position, series } = indicatorSeries(view, {
    indicators: [id],
    regions: [region.id],
    from: dayStart(query.from),
    to: dayStart(query.to),
    grain,
    at: query.at === undefined ? undefined : Number(query.at),
  })
  const own = grainAnswered(indicator, grain)
  return {
    indicator: id,
    name: indicator.name,
    unit: indicator.unit,
    definitionVersion: series[0]?.definitionVersion ?? indicator.definitionVersion,
    region: region.code,
    regionName: region.name,
    grain: own,
    position,
    rows: seriesRows(series[0]?.points ?? [], region, own, view.zone),
  }
}

/** The region if the asker may see it: one outside the scope is as one that is not there. */
function regionOf(context: RequestContext, region: Region | undefined, code: string): Region {
  try {
    if (region === undefined) throw missing('')
    within(context, region.id)
    // History is shown on today's regions.
    const { tree } = context.services.view.epoch
    return tree.get(tree.today(region.id))
  } catch {
    throw missing(`没有代码为 ${code} 的区域；代码见 GET /trpc/region.tree。`)
  }
}
