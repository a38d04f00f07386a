import { readConfig } from './config.ts'
import { startServer } from './server.ts'

/** Starts the server from the environment, says where it is, and stops it on SIGTERM or SIGINT. */
export async function run(demo: boolean): Promise<void> {
  const config = readConfig(process.env, demo)
  const server = await startServer(config)
  console.log(`listening ${server.url}/wall`)
  console.log(`  城市大屏  ${server.url}/wall${config.demo ? '（演示数据）' : ''}`)
  console.log(`  上报接口  POST ${server.url}/api/v1/facts`)
  if (config.demo) console.log(`  来源密钥  ${server.sourceKey}`)
  if (server.setupUrl !== null) {
    console.log(`  首次设置  ${server.setupUrl}`)
    console.log('            一小时内有效，只能用一次；过期请重新启动。')
  }
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    void server.stop().then(() => process.exit())
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

/** Prints why it cannot start, in words, and ends with an error. */
export function cannotStart(error: unknown): void {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
