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
import { attachmentsRoute } from '../api/attachments-route.ts'
import { factsRoute } from '../api/facts-route.ts'
import { importsRoute } from '../api/imports-route.ts'
import { liveStream } from '../api/live-stream.ts'
import { indicatorsRoute } from '../api/rest/indicators-route.ts'
import { open311Base, open311Route } from '../api/open311/open311-route.ts'
import { observationsRoute } from '../api/observations-route.ts'
import { capRoute } from '../api/cap-route.ts'
import { exportsRoute } from '../api/exports-route.ts'
import { reportsRoute } from '../api/reports-route.ts'
import { appRouter } from '../api/router.ts'
import type { Services } from '../api/services.ts'
import { attachmentFolder, openAttachments } from '../attachments/attachment-store.ts'
import { loadCityPack } from '../city/load-city-pack.ts'
import { warningCityNow } from './warning-city.ts'
import { exportPartsOf } from './export-parts.ts'
import { mask } from '../ingest/mask.ts'
import { makeLiveFeed } from '../live/live-feed.ts'
import { artBase, cityReference } from '../queries/city-facts.ts'
import { healthOf } from '../queries/health.ts'
import { reportedBefore } from '../queries/report-history.ts'
import { warningsOf } from '../queries/warning-list.ts'
import type { Config } from './config.ts'
import { importRouteParts } from './import-parts.ts'
import { databaseFile } from './open-writer.ts'
import { isReady, keepReady, openView } from './open-view.ts'
import { statisticsWorker } from '../statistics/statistics-worker.ts'
import { reportMaker, startReports } from './reports.ts'
import { makeReportRound } from '../scheduler/produce-reports.ts'
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
  let isStopped = false
  // A commit just before the stop wakes nobody after it: the view is closed by then.
  const whileOpen: typeof timers = {
    after: (ms, run) => timers.after(ms, () => (isStopped ? undefined : run())),
  }
  const feed = makeLiveFeed(view, whileOpen, writer.backfill)
  writer.onCommit(feed.committed)

  const sourceKey = config.sourceKey ?? randomBytes(18).toString('base64url')
  const statistics = statisticsWorker()
  const services: Services = {
    view,
    statistics: statistics.run,
    feed,
    attachments: openAttachments(attachmentFolder(config.dataDir), (name) => mask(name, {})),
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
  const askerFor = (request: FastifyRequest) =>
    services.askerOf({ bearer: null, demoRole: demoCookieOf(request) })
  liveStream(app, services, askerFor)
  await app.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: appRouter,
      createContext: ({ req, res }: { req: FastifyRequest; res: FastifyReply }) => ({
        services,
        asker: askerFor(req),
        session: config.demo ? demoSession(res, pack) : null,
      }),
      onError: ({ error }: { error: Error }) => app.log.info(error),
    },
  })
  await app.register(async (scope) => factsRoute(scope, services, config))
  await app.register(async (scope) => attachmentsRoute(scope, services))
  await app.register(async (scope) => indicatorsRoute(scope, services))
  await app.register(async (scope) => open311Route(scope, services, config), {
    prefix: open311Base,
  })
  await app.register(async (scope) =>
    observationsRoute(scope, services, {
      packFolder: config.cityPack,
      now: clock.now,
      history: () => reportedBefore(view.database, view.epoch.tree),
      reject: writer.reject,
    }),
  )
  const imports = importRouteParts(
    { packFolder: config.cityPack, dataDir: config.dataDir },
    services,
    view,
    writer.reject,
    clock,
    timers,
  )
  await app.register(async (scope) => importsRoute(scope, services, imports))
  await app.register(async (scope) =>
    capRoute(scope, services, {
      now: clock.now,
      city: warningCityNow(config.cityPack, () => view.epoch, view.zone),
      known: (name) => warningsOf(view).known(name),
      append: writer.append,
      reject: writer.reject,
    }),
  )
  const exports = exportPartsOf(config, writer, clock, timers, (words) => app.log.error(words))
  await app.register(async (scope) => exportsRoute(scope, services, exports))
  const { make, stop: stopMaker } = reportMaker()
  const { cityPack, dataDir, demo } = config
  await app.register(async (scope) =>
    reportsRoute(scope, services, {
      dataDir,
      print: (report, period, at) =>
        make<Uint8Array>({ config: { cityPack, dataDir, demo }, report, period, at, keep: false }),
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
    const page =
      request.method === 'GET' && !/^\/(trpc|api|open311|city|assets)\//.test(request.url)
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
  const rounds = makeReportRound(
    view,
    writer.append,
    (report, period) =>
      make({ config: { cityPack, dataDir, demo }, report, period, at: clock.now(), keep: true }),
    (error) => app.log.error(error),
  )
  const stopReports = startReports(
    rounds,
    () => writer.backfill() !== null,
    (error) => app.log.error(error),
  )
  const leaveReady = keepReady(view, path)
  const stop = async (): Promise<void> => {
    isStopped = true
    stopJudging()
    stopReports()
    leaveReady()
    rmSync(addressFile, { force: true })
    await app.close()
    imports.uploads.clear()
    exports.queue.stop()
    await statistics.stop()
    await stopMaker()
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
