import { Agent, get } from 'node:http'
import { RegionTree } from '../shared/regions/tree.ts'
import { loadCityPack } from '../server/city/load-city-pack.ts'
import type { Screen, ScreensAnswer, ScreensOrder } from './intake-parts.ts'

// A process of its own: the screens (大屏) that watch, each with its subscription as the client opens it.
const agent = new Agent({ keepAlive: true, maxSockets: Infinity })
const wallNow = (): number => performance.timeOrigin + performance.now()
const mark = Buffer.from('\nid: ')
const screens: Screen[] = []
let cpuFrom = process.cpuUsage()

/** Opens one subscription; resolves with its first frame. */
function watch(origin: string, cookie: string, region: number): Promise<void> {
  const screen: Screen = { region, frames: [], bytes: 0, ended: false }
  screens.push(screen)
  const input = encodeURIComponent(JSON.stringify({ region }))
  // Positions are read off the words as they are; a browser would take them packed.
  const headers = { accept: 'text/event-stream', cookie }
  return new Promise((resolve, reject) => {
    const asked = get(`${origin}/trpc/live.feed?input=${input}`, { agent, headers }, (answer) => {
      if (answer.statusCode !== 200 || answer.headers['content-encoding'] !== undefined)
        return reject(new Error(`${answer.statusCode} ${answer.headers['content-encoding']}`))
      let rest = Buffer.alloc(0)
      answer.on('data', (part: Buffer) => {
        screen.bytes += part.length
        const whole = rest.length === 0 ? part : Buffer.concat([rest, part])
        let from = 0
        for (let at = whole.indexOf(mark); at >= 0; at = whole.indexOf(mark, from)) {
          const end = whole.indexOf(10, at + mark.length)
          if (end < 0) break
          const position = Number(whole.toString('latin1', at + mark.length, end))
          screen.frames.push({ position, at: wallNow() })
          from = end
          resolve()
        }
        rest = Buffer.from(whole.subarray(Math.max(from, whole.lastIndexOf(10))))
      })
      answer.on('close', () => (screen.ended = true))
    })
    asked.on('error', reject)
  })
}

async function begin({ origin, cookie, count }: ScreensOrder): Promise<void> {
  const { pack } = { pack: loadCityPack('seed/nantong') }
  const tree = new RegionTree(pack.regions)
  const districts = tree.childrenOf(tree.root.id)
  for (let n = 0; n < count; n += 1) {
    const district = districts[n % districts.length]?.id ?? tree.root.id
    await watch(origin, cookie, n % 2 === 0 ? tree.root.id : district)
  }
  cpuFrom = process.cpuUsage()
}

process.on('message', (order: ScreensOrder | 'tell') => {
  if (order === 'tell') {
    const { user, system } = process.cpuUsage(cpuFrom)
    const answer: ScreensAnswer = { screens, cpu: (user + system) / 1e6 }
    process.send?.(answer)
    return
  }
  begin(order).then(
    () => process.send?.('watching'),
    (error: unknown) => process.send?.({ failed: String(error) }),
  )
})
process.send?.('ready')
