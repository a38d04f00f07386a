import { join, resolve } from 'node:path'
import { z } from 'zod'
import { signOnEnvironment, signOnSettings, type SignOnSettings } from '../sign-on/settings.ts'

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().optional(),
  CITY_PACK: z.string().default('seed/nantong'),
  DEMO: z.enum(['0', '1']).optional(),
  SOURCE_KEY: z.string().min(8).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  TRUST_PROXY: z.string().min(1).optional(),
  ...signOnEnvironment,
  AUDIT_DAYS: z.coerce.number().int().min(180).default(1_095),
  BACKUP_DIR: z.string().min(1).optional(),
  BACKUP_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .default('02:30'),
  BACKUP_KEEP: z.coerce.number().int().min(0).max(366).optional(),
  FACTS_PER_MINUTE: z.coerce.number().int().positive().default(600_000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
  SIM_SCALE: z.coerce.number().positive().max(1).default(0.1),
  SIM_SEED: z.coerce.number().int().default(320600),
  SIM_HISTORY: z.enum(['0', '1']).default('1'),
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
  /** Where browsers reach the city (对外地址), without a path; https = behind TLS. Null = where it listens. */
  publicUrl: string | null
  /** Addresses of reverse proxies whose X-Forwarded-For is believed; null = nobody's. */
  trustProxy: string | null
  /** The city's identity provider (统一认证); null = none. */
  signOn: SignOnSettings | null
  /** Audit rows are kept so many days, 180 at least (审计保存天数). */
  auditDays: number
  backup: {
    /** Null = `backups` in the data folder. */
    folder: string | null
    /** When the daily one is due, minutes after the city's midnight. */
    atMinute: number
    /** As many are kept; 0 = none are made by themselves. */
    kept: number
  }
  /** As many facts a minute as one source key may report. */
  factsPerMinute: number
  logLevel: z.infer<typeof environment>['LOG_LEVEL']
  /** Share of the catalogue's typical volume that the demo simulates, 0–1. */
  simScale: number
  simSeed: number
  /** Whether the demo fills in its whole past (补数), or only what the first screens need. */
  simHistory: boolean
}

/** Reads the environment; `demo` is what this entry point is unless DEMO says otherwise. */
export function readConfig(env: NodeJS.ProcessEnv, demo = false): Config {
  const parsed = environment.safeParse(env)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`)
    throw new Error(`环境变量有误，请改正后再启动：\n${lines.join('\n')}`)
  }
  const { DATA_DIR, CITY_PACK, DEMO, HOST, PUBLIC_URL, TRUST_PROXY } = parsed.data
  const publicUrl = PUBLIC_URL === undefined ? null : new URL(PUBLIC_URL).origin
  const isDemo = DEMO === undefined ? demo : DEMO === '1'
  if (isDemo && !isLoopback(HOST)) {
    throw new Error(`HOST=${HOST} 不是本机回环地址；演示模式不需登录，只监听本机。`)
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
    publicUrl,
    signOn: signOnSettings(parsed.data, publicUrl),
    trustProxy: TRUST_PROXY ?? (PUBLIC_URL === undefined ? null : 'loopback'),
    auditDays: parsed.data.AUDIT_DAYS,
    backup: {
      folder: parsed.data.BACKUP_DIR === undefined ? null : resolve(parsed.data.BACKUP_DIR),
      atMinute: minuteOf(parsed.data.BACKUP_AT),
      // Invented data are not worth a copy a day.
      kept: parsed.data.BACKUP_KEEP ?? (isDemo ? 0 : 14),
    },
    factsPerMinute: parsed.data.FACTS_PER_MINUTE,
    logLevel: parsed.data.LOG_LEVEL,
    simScale: parsed.data.SIM_SCALE,
    simSeed: parsed.data.SIM_SEED,
    simHistory: parsed.data.SIM_HISTORY === '1',
  }
}

const minuteOf = (clock: string): number =>
  clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.')
