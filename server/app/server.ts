import { randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import fastifyStatic from '@fastify/static'
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { sourceAsker, type Asker } from '../../shared/access/asker.ts'
import { factsRoute } from '../api/facts-route.ts'
import { indicatorsRoute } from '../api/rest/indicators-route.ts'
import { observationsRoute } from '../api/observations-route.ts'
import { appRouter } from '../api/router.ts'
import type { Services } from '../api/services.ts'
import { loadCityPack } from '../city/load-city-pack.ts'
import { makeLiveFeed } from '../live/live-feed.ts'
import { artBase, cityReference } from '../queries/city-facts.ts'
import { healthOf } from '../queries/health.ts'
import { reportedBefore } from '../queries/report-history.ts'
import type { Config } from './config.ts'
import { databaseFile } from './open-writer.ts'
import { isReady, keepReady, openView } from './open-view.ts'
import { makeJudge } from '../scheduler/judge-indicators.ts'
import { contentPolicy } from './content-policy.ts'
import { demoAsker, demoCookieOf, demoSession } from './demo-session.ts'
import { startJudging } from './judging.ts'
import { startWriter } from './writer-client.ts'

/** A running server. */
export interface CityServer {
  url: string
  /** The bearer key that sources report with. */
  sourceKey: string
  stop(): Promise<void>
}

const clock = { now: () => Date.now() }
const timers = {
  after(ms: number, run: () => void) {
    const timer = setTimeout(run, ms)
    return { cancel: () => clearTimeout(timer) }
  },
}
const clientFolder = resolve(import.meta.dirname, '../../dist/client')

/** Starts the whole city: writer's thread, readers, interfaces and the client's files. */
export async function startServer(config: Config): Promise<CityServer> {
  mkdirSync(config.dataDir, { recursive: true })
  const path = databaseFile(config.dataDir)
  const early = isReady(path)
  const starting = startWriter(config)
  // Awaited below; a refusal meanwhile is not an unhandled one.
  starting.catch(() => {})
  const pack = loadCityPack(config.cityPack)
  const ahead = early ? openView(path, pack, clock) : null
  const writer = await starting
  const view = ahead ?? openView(path, pack, clock)
  view.follow()
  const feed = makeLiveFeed(view, timers, writer.backfill)
  writer.onCommit(feed.committed)

  const sourceKey = config.sourceKey ?? randomBytes(18).toString('base64url')
  const services: Services = {
    view,
    feed,
    reference: cityReference(view, config.cityPack, config.demo),
    take: writer.take,
    order: writer.order,
    askerOf: ({ bearer, demoRole }) =>
      bearer === null
        ? demoAsker(config.demo ? demoRole : undefined, pack)
        : sourceOf(bearer, sourceKey),
    health: () => healthOf(view, config.demo, writer.backfill()),
  }

  const app = Fastify({
    logger: { level: config.logLevel },
    routerOptions: { maxParamLength: 2_000 },
    forceCloseConnections: true,
  })
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy },
  })
  // gzip alone: packing an answer with brotli costs more than it saves on a city's own network.
  await app.register(compress, { threshold: 2_048, encodings: ['gzip'] })
  await app.register(cookie)
  await app.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: appRouter,
      createContext: ({ req, res }: { req: FastifyRequest; res: FastifyReply }) => ({
        services,
        asker: services.askerOf({ bearer: null, demoRole: demoCookieOf(req) }),
        session: config.demo ? demoSession(res, pack) : null,
      }),
      onError: ({ error }: { error: Error }) => app.log.info(error),
    },
  })
  await app.register(async (scope) => factsRoute(scope, services, config))
  await app.register(async (scope) => indicatorsRoute(scope, services))
  await app.register(async (scope) =>
    observationsRoute(scope, services, {
      packFolder: config.cityPack,
      now: clock.now,
      history: () => reportedBefore(view.database, view.epoch.tree),
      reject: writer.reject,
    }),
  )
  await app.register(fastifyStatic, {
    root: clientFolder,
    preCompressed: true,
    setHeaders: (reply, path) =>
      reply.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
  })
  const art = join(config.cityPack, 'map')
  if (existsSync(art)) {
    await app.register(fastifyStatic, {
      root: art,
      prefix: artBase,
      decorateReply: false,
      maxAge: '1h',
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const page = request.method === 'GET' && !/^\/(trpc|api|city|assets)\//.test(request.url)
    if (page) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    return reply.status(404).send({ error: { code: 'not-found', message: '没有这个地址。' } })
  })

  const url = await app.listen({ port: config.port, host: config.host })
  const addressFile = join(config.dataDir, 'server.json')
  writeFileSync(addressFile, JSON.stringify({ url, key: sourceKey }), { mode: 0o600 })

  const stopJudging = startJudging(
    makeJudge(view, writer.append),
    () => writer.backfill() !== null,
    (error) => app.log.error(error),
  )
  const leaveReady = keepReady(view, path)
  const stop = async (): Promise<void> => {
    stopJudging()
    leaveReady()
    rmSync(addressFile, { force: true })
    await app.close()
    await writer.stop()
    view.database.close()
  }
  writer.onFailed((message) => {
    app.log.fatal(message)
    process.exitCode = 1
    void app.close()
  })
  return { url, sourceKey, stop }
}

/** A source by its key; null for another key. Without one, until accounts exist, people are demo people. */
function sourceOf(bearer: string, sourceKey: string): Asker | null {
  const given = Buffer.from(bearer)
  const wanted = Buffer.from(sourceKey)
  const same = given.length === wanted.length && timingSafeEqual(given, wanted)
  return same ? sourceAsker('source-key', ['*']) : null
}
