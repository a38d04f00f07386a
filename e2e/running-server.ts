import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface RunningServer {
  /** http://127.0.0.1:PORT */
  origin: string
  sourceKey: string
  pid: number
  /** The one-time link of a city without accounts (首次设置); null in demo mode. */
  setupUrl: string | null
  /** Ends it as an operator would, and removes its data. */
  stop(): Promise<void>
}

/** The whole line: it may come in pieces. */
const setupLink = /(http:\/\/\S+\/setup\?token=\S+)\n/

/** The memory that `npm start` gives it. */
const bounded = ['--max-old-space-size=220', '--max-semi-space-size=8']

/**
 * The real server on a free port, in demo mode unless `demo` is false; without a data folder, with an
 * empty one of its own.
 */
export async function startDemoServer(
  given: {
    dataDir?: string
    scale?: string
    demo?: boolean
    port?: string
    cityPack?: string
  } = {},
): Promise<RunningServer> {
  const dataDir = given.dataDir ?? (await mkdtemp(join(tmpdir(), 'shiyu-e2e-')))
  const sourceKey = 'browser-test-key'
  const server = spawn(process.execPath, [...bounded, '--import', 'tsx', 'server/app/start.ts'], {
    env: {
      ...process.env,
      ...{ PORT: given.port ?? '0', HOST: '127.0.0.1', DATA_DIR: dataDir, SOURCE_KEY: sourceKey },
      DEMO: given.demo === false ? '0' : '1',
      ...{
        CITY_PACK: given.cityPack ?? 'seed/nantong',
        LOG_LEVEL: 'warn',
        SIM_SCALE: given.scale ?? '0.01',
        // Years of invented past would keep a processor busy for minutes.
        SIM_HISTORY: '0',
        TZ: 'UTC',
      },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  /** A city without accounts says last where the first three are made. */
  const makesFirst = given.demo === false && given.dataDir === undefined
  const origin = await new Promise<string>((resolve, reject) => {
    server.on('exit', (code) => reject(new Error(`The server ended (${code}):\n${said.join('')}`)))
    server.stderr.on('data', (chunk) => said.push(String(chunk)))
    server.stdout.on('data', (chunk) => {
      said.push(String(chunk))
      const url = /listening (http:\/\/\S+?)\/wall/.exec(said.join(''))?.[1]
      if (url && (!makesFirst || setupLink.test(said.join('')))) resolve(url)
    })
  })
  return {
    origin,
    sourceKey,
    pid: server.pid ?? 0,
    get setupUrl() {
      return setupLink.exec(said.join(''))?.[1] ?? null
    },
    async stop() {
      if (server.exitCode === null) {
        server.kill('SIGTERM')
        await once(server, 'exit')
      }
      if (given.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
    },
  }
}
