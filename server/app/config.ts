import { join, resolve } from 'node:path'
import { z } from 'zod'

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().optional(),
  CITY_PACK: z.string().default('seed/nantong'),
  DEMO: z.enum(['0', '1']).optional(),
  SOURCE_KEY: z.string().min(8).optional(),
  FACTS_PER_MINUTE: z.coerce.number().int().positive().default(600_000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
  SIM_SCALE: z.coerce.number().positive().max(1).default(0.1),
  SIM_SEED: z.coerce.number().int().default(320600),
})

/** What the environment says (运行配置), checked. */
export interface Config {
  port: number
  host: string
  dataDir: string
  /** The city pack's folder. */
  cityPack: string
  demo: boolean
  sourceKey: string | null
  /** As many facts a minute as one source key may report. */
  factsPerMinute: number
  logLevel: z.infer<typeof environment>['LOG_LEVEL']
  /** Share of the catalogue's typical volume that the demo simulates, 0–1. */
  simScale: number
  simSeed: number
}

/** Reads the environment; `demo` is what this entry point is unless DEMO says otherwise. */
export function readConfig(env: NodeJS.ProcessEnv, demo = false): Config {
  const parsed = environment.safeParse(env)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`)
    throw new Error(`环境变量有误，请改正后再启动：\n${lines.join('\n')}`)
  }
  const { DATA_DIR, CITY_PACK, DEMO, HOST } = parsed.data
  const isDemo = DEMO === undefined ? demo : DEMO === '1'
  if (!isLoopback(HOST)) {
    throw new Error(`HOST=${HOST} 不是本机回环地址；在启用账号之前，服务只监听 127.0.0.1。`)
  }
  const folder = resolve(CITY_PACK)
  const name = folder.split(/[\\/]/).at(-1) ?? 'city'
  return {
    port: parsed.data.PORT,
    host: HOST,
    dataDir: resolve(DATA_DIR ?? join('data', isDemo ? `${name}-demo` : name)),
    cityPack: folder,
    demo: isDemo,
    sourceKey: parsed.data.SOURCE_KEY ?? null,
    factsPerMinute: parsed.data.FACTS_PER_MINUTE,
    logLevel: parsed.data.LOG_LEVEL,
    simScale: parsed.data.SIM_SCALE,
    simSeed: parsed.data.SIM_SEED,
  }
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.')
