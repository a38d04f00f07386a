import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { signedInAs } from '../test/signed-in.ts'

/** What the load generator is told. */
export interface LoadOrder {
  origin: string
  key: string
  /** A name of its own, so that no key comes twice. */
  run: string
  /** Facts a second over all sources; null = as fast as they are acknowledged. */
  rate: number | null
  seconds: number
  sources: number
  batch: number
}

export interface LoadAnswer {
  accepted: number
  refused: number
  seconds: number
  /** Processor seconds of the generator itself. */
  cpu: number
  /** Of each batch: how long from its time until it was acknowledged, when, and its last position. */
  acks: { ms: number; at: number; position: number }[]
  last: number
}

export interface ScreensOrder {
  origin: string
  /** Of somebody who watches. */
  cookie: string
  count: number
}

/** What one screen was sent. */
export interface Screen {
  region: number
  frames: { position: number; at: number }[]
  bytes: number
  ended: boolean
}

export interface ScreensAnswer {
  screens: Screen[]
  cpu: number
}

/** A helper process of the benchmark: one question, one answer. */
export async function helper(file: string) {
  const child = fork(new URL(file, import.meta.url), { execArgv: ['--import', 'tsx'] })
  await once(child, 'message')
  return {
    async ask<A>(question: object | string): Promise<A> {
      child.send(question)
      const [answer] = (await once(child, 'message')) as [A & { failed?: string }]
      if (typeof answer === 'object' && answer?.failed !== undefined) throw new Error(answer.failed)
      return answer
    },
    stop: () => ended(child, 'SIGKILL'),
  }
}

/** The real server over a folder, without the simulator, with the memory that `npm run serve` gives. */
export async function startCityServer(dataDir: string, key: string) {
  const bounded = ['--max-old-space-size=220', '--max-semi-space-size=8']
  const profiled = process.env.CPU_PROF
    ? ['--cpu-prof', `--cpu-prof-dir=${process.env.CPU_PROF}`]
    : []
  const args = [...bounded, ...profiled, '--import', 'tsx', 'server/app/serve.ts']
  const env = {
    ...process.env,
    ...{ PORT: '0', DATA_DIR: dataDir, SOURCE_KEY: key, CITY_PACK: 'seed/nantong', DEMO: '0' },
    ...{ FACTS_PER_MINUTE: '100000000', LOG_LEVEL: 'warn', HOST: '127.0.0.1' },
  }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  const setupUrl = await new Promise<string>((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`The server ended (${code}).`)))
    child.stdout.on('data', (part) => {
      said += String(part)
      const url = /首次设置 +(http:\/\/\S+)/.exec(said)?.[1]
      if (url) resolve(url)
    })
  })
  const pid = child.pid ?? 0
  const { origin } = new URL(setupUrl)
  /** The cookie of somebody who watches. */
  const cookie = await signedInAs('leader', setupUrl)
  return {
    origin,
    cookie,
    pid,
    cpu: () => processorSeconds(pid),
    stop: () => ended(child, 'SIGTERM'),
  }
}

export type CityServer = Awaited<ReturnType<typeof startCityServer>>

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  await once(child, 'exit')
}

/** Processor seconds of a process so far, as Linux counts them; NaN elsewhere. */
function processorSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return NaN
  }
}
