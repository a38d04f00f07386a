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
  /** Ends it as an operator would, and removes its data. */
  stop(): Promise<void>
}

/** The memory that `npm start` gives it. */
const bounded = ['--max-old-space-size=220', '--max-semi-space-size=8']

/** The real server in demo mode, on a free port; without a data folder, with an empty one of its own. */
export async function startDemoServer(
  given: { dataDir?: string; scale?: string } = {},
): Promise<RunningServer> {
  const dataDir = given.dataDir ?? (await mkdtemp(join(tmpdir(), 'shiyu-e2e-')))
  const sourceKey = 'browser-test-key'
  const server = spawn(process.execPath, [...bounded, '--import', 'tsx', 'server/app/start.ts'], {
    env: {
      ...process.env,
      ...{ PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, DEMO: '1', SOURCE_KEY: sourceKey },
      ...{
        CITY_PACK: 'seed/nantong',
        LOG_LEVEL: 'warn',
        SIM_SCALE: given.scale ?? '0.01',
        TZ: 'UTC',
      },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  const origin = await new Promise<string>((resolve, reject) => {
    server.on('exit', (code) => reject(new Error(`The server ended (${code}):\n${said.join('')}`)))
    server.stderr.on('data', (chunk) => said.push(String(chunk)))
    server.stdout.on('data', (chunk) => {
      said.push(String(chunk))
      const url = /listening (http:\/\/\S+?)\/wall/.exec(said.join(''))?.[1]
      if (url) resolve(url)
    })
  })
  return {
    origin,
    sourceKey,
    pid: server.pid ?? 0,
    async stop() {
      if (server.exitCode === null) {
        server.kill('SIGTERM')
        await once(server, 'exit')
      }
      if (given.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
    },
  }
}
