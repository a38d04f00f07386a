import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import fastifyStatic from '@fastify/static'
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { makeAccounts } from '../accounts/accounts.ts'
import { makeSeal } from '../accounts/seal.ts'
import { browserOf } from '../api/credentials.ts'
import { attachmentsRoute } from '../api/attachments-route.ts'
import { factsRoute } from '../api/facts-route.ts'
import { guard } from '../api/guard/guard.ts'
import { importsRoute } from '../api/imports-route.ts'
import { cutStreams } from '../api/live-cut.ts'
import { liveStream } from '../api/live-stream.ts'
import { sayTime } from '../api/time-header.ts'
import { indicatorsRoute } from '../api/rest/indicators-route.ts'
import { open311Base, open311Route } from '../api/open311/open311-route.ts'
import { observationsRoute } from '../api/observations-route.ts'
import { permissionHook } from '../api/permission-hook.ts'
import { capRoute } from '../api/cap-route.ts'
import { exportsRoute } from '../api/exports-route.ts'
import { reportsRoute } from '../api/reports-route.ts'
import { signOnRoute, type SignOnParts } from '../api/sign-on-route.ts'
import { appRouter } from '../api/router.ts'
import type { Services } from '../api/services.ts'
import { auditRoute } from '../api/audit-route.ts'
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
import { auditPartsOf } from './audit-parts.ts'
import { makeBackups } from './backups.ts'
import { openSecrets } from './secrets.ts'
import { importRouteParts } from './import-parts.ts'
import { databaseFile } from './open-writer.ts'
import { isReady, keepReady, openView } from './open-view.ts'
import { statisticsWorker } from '../statistics/statistics-worker.ts'
import { reportMaker, startReports } from './reports.ts'
import { makeReportRound } from '../scheduler/produce-reports.ts'
import { makeJudge } from '../scheduler/judge-indicators.ts'
import { makeStageJudge } from '../scheduler/judge-stage.ts'
import { httpOptions } from './http-options.ts'
import { securityHeaders } from './security-headers.ts'
import { clientBuildOf } from './client-build.ts'
import { demoSession } from './demo-session.ts'
import { askerOf, askerOfRequest, noticeUse } from './request-asker.ts'
import { makeSignOn } from '../sign-on/sign-on.ts'
import { startJudging } from './judging.ts'
import { conductorOf } from './wall-parts.ts'
import { startWriter } from './writer-client.ts'

/** A running server. */
export interface CityServer {
  url: string
  /** The bearer key that sources report with. */
  sourceKey: string
  /** Where the first three accounts are made (首次设置), once; null where there are accounts, and in the demo. */
  setupUrl: string | null
  stop(): Promise<void>
}

const clock = { now: () => Date.now() }
const timers = {
  after(ms: number, run: () => void) {
    const timer = setTimeout(run, ms)
    return { cancel: () => clearTimeout(timer) }
  },
}
const every = (ms: number, run: () => void): (() => void) => {
  const timer = setInterval(run, ms)
  return () => clearInterval(timer)
}
const clientFolder = resolve(import.meta.dirname, '../../dist/client')

/** Starts the whole city: writer's thread, readers, interfaces and the client's files. */
export async function startServer(config: Config): Promise<CityServer> {
  mkdirSync(config.dataDir, { recursive: true })
  const path = databaseFile(config.dataDir)
  // Before anything is opened: a file of secrets that others may read stops the start.
  const { auditKey } = openSecrets(config.dataDir)
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
  const build = clientBuildOf(clientFolder)
  const feed = makeLiveFeed(view, whileOpen, { backfill: writer.backfill, build })
  writer.onCommit(feed.committed)
  const walls = conductorOf(view, whileOpen, () => accounts.administration.devices())
  writer.onCommit(walls.committed)

  const sourceKey = config.sourceKey ?? randomBytes(18).toString('base64url')
  const accounts = makeAccounts({
    database: view.database,
    now: clock.now,
    change: writer.account,
    seal: makeSeal(auditKey),
    failed: (error) => app.log.error(error),
  })
  const failed = (error: unknown): void => app.log.error(error)
  const audit = auditPartsOf(view.database, auditKey, writer, clock, timers, failed)
  const { zone } = view
  const backups = makeBackups({ config, zone, now: clock.now, desk: audit.desk, failed })
  const statistics = statisticsWorker()
  const services: Services = {
    view,
    statistics: statistics.run,
    feed,
    walls,
    attachments: openAttachments(attachmentFolder(config.dataDir), (name) => mask(name, {})),
    reference: cityReference(view, config.cityPack, config.demo),
    take: writer.take,
    order: writer.order,
    askerOf: askerOf({ accounts, pack, demo: config.demo, sourceKey }),
    accounts,
    ...{ audit, backups },
    signOn: config.signOn !== null,
    health: () => ({ ...healthOf(view, config.demo, writer.backfill()), build }),
  }

  const app = Fastify(httpOptions(config))
  await securityHeaders(app, config.publicUrl?.startsWith('https:') ?? false)
  // gzip alone: packing an answer with brotli costs more than it saves on a city's own network.
  // At its lowest level that takes a third of the time, for a fifth more bytes (`npm run bench -- analysis`).
  const zlibOptions = { level: 1 }
  await app.register(compress, { threshold: 2_048, encodings: ['gzip'], zlibOptions })
  await app.register(cookie)
  const askerFor = askerOfRequest(services.askerOf)
  noticeUse(app, askerFor, accounts)
  guard(app, askerFor)
  permissionHook(app, services)
  sayTime(app, clock.now)
  cutStreams(app, askerFor, accounts.stillValid, whileOpen)
  liveStream(app, services, askerFor)
  await app.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: appRouter,
      // A batch would be many questions for one draw on a bucket.
      allowBatching: false,
      createContext: ({ req, res }: { req: FastifyRequest; res: FastifyReply }) => ({
        services,
        asker: askerFor(req),
        session: config.demo ? demoSession(res, pack) : null,
        browser: browserOf(req, res),
      }),
      onError: ({ error }: { error: Error }) => app.log.info(error),
    },
  })
  await app.register(async (scope) =>
    factsRoute(scope, services, { ...config, ownRate: accounts.factsPerMinute }),
  )
  await app.register(async (scope) => attachmentsRoute(scope, services))
  await app.register(async (scope) => auditRoute(scope, services))
  if (config.signOn !== null) {
    const signOn = makeSignOn(config.signOn, clock.now)
    const begin: SignOnParts['begin'] = async (subject, request, reply) => {
      const browser = browserOf(request, reply)
      browser.remember(await accounts.signIn.withSubject(subject, browser))
    }
    await app.register(async (scope) => signOnRoute(scope, { signOn, begin }))
  }
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
    setHeaders: (reply, path) => reply.header('cache-control', keepFor(path)),
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
    if (page) return reply.sendFile('index.html')
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
  const judgeStage = makeStageJudge(view, writer.append)
  const stopStages = startJudging(
    { step: () => judgeStage().then(() => false) },
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
  const stopTicking = every(60_000, backups.tick)
  const leaveReady = keepReady(view, path)
  const stop = async (): Promise<void> => {
    isStopped = true
    walls.stop()
    stopJudging()
    stopStages()
    stopReports()
    stopTicking()
    leaveReady()
    rmSync(addressFile, { force: true })
    await app.close()
    imports.uploads.clear()
    exports.queue.stop()
    await statistics.stop()
    await stopMaker()
    await backups.stop()
    await audit.desk.flush()
    await writer.stop()
    view.database.close()
  }
  writer.onFailed((message) => {
    app.log.fatal(message)
    process.exitCode = 1
    void app.close()
  })
  const token = config.demo ? null : accounts.administration.offerSetup()
  const setupUrl = token === null ? null : `${config.publicUrl ?? url}/setup?token=${token}`
  return { url, sourceKey, setupUrl, stop }
}

/** How long a browser keeps a file of the client: the page itself never, so that a release is seen. */
const keepFor = (path: string): string => {
  if (path.includes('/assets/')) return 'public, max-age=31536000, immutable'
  return /index\.html(\.gz|\.br)?$/.test(path) ? 'no-store' : 'no-cache'
}
