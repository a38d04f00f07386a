import { Agent, request } from 'node:http'
import type { FactVerdict } from '../shared/events/source-fact.ts'
import { RegionTree } from '../shared/regions/tree.ts'
import { loadCityPack } from '../server/city/load-city-pack.ts'
import { seeded } from './fill-city.ts'
import type { LoadAnswer, LoadOrder } from './intake-parts.ts'

// A process of its own, so that what it costs is not counted as the server's.
const pack = loadCityPack('seed/nantong')
const grids = new RegionTree(pack.regions).all.filter((region) => region.level === 'grid')
const random = seeded(17)
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const wallNow = (): number => performance.timeOrigin + performance.now()

/** The usual way of a case; one in forty is returned once, suspended, or asks for more time. */
const way = [
  ...['case-accepted', 'case-registered', 'case-dispatched', 'case-signed'],
  ...['case-handling-started', 'case-resolved', 'case-verified', 'case-closed', 'case-rated'],
]

interface Live {
  number: string
  lead: string
  next: number
}

/** One source (来源) with its open cases: each batch brings new reports and the next steps of others. */
class Source {
  #told = 0
  readonly #live: Live[] = []

  constructor(
    readonly key: string,
    readonly run: string,
  ) {}

  batch(size: number): object[] {
    return Array.from({ length: size }, () => {
      const mustReport = this.#live.length < 50
      return mustReport || random() < 1 / (way.length + 1) ? this.#report() : this.#step()
    })
  }

  #fact(type: string, number: string): object {
    this.#told += 1
    const key = `${this.run}:${this.#told}`
    return { type, key, source: this.key, case: number, occurredAt: Date.now() }
  }

  #report(): object {
    const [type, place] = [pick(pack.eventTypes), pick(grids)]
    const number = `${this.run}-${this.#told}`
    this.#live.push({ number, lead: type.lead ?? 'sanitation', next: 0 })
    return {
      ...this.#fact('case-reported', number),
      ...{ eventType: type.code, region: place.code },
      text: {
        title: `${place.name}${type.name}，请尽快处理`,
        description: '群众来电反映，多日未处理。',
      },
    }
  }

  #step(): object {
    const at = Math.floor(random() * this.#live.length)
    const live = this.#live[at] as Live
    const type = way[live.next] ?? 'case-rated'
    live.next += 1
    if (live.next === way.length) this.#live.splice(at, 1)
    return {
      ...this.#fact(type, live.number),
      ...(type === 'case-dispatched' ? { department: live.lead } : {}),
      ...(type === 'case-rated' ? { rating: 'satisfied' } : {}),
    }
  }
}

function post(order: LoadOrder, facts: readonly object[]): Promise<FactVerdict[]> {
  const body = JSON.stringify(facts)
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    authorization: `Bearer ${order.key}`,
  }
  return new Promise((resolve, reject) => {
    const asked = request(
      `${order.origin}/api/v1/facts`,
      { method: 'POST', agent, headers },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString()
          if (answer.statusCode === 200)
            resolve((JSON.parse(text) as { verdicts: FactVerdict[] }).verdicts)
          else reject(new Error(`${answer.statusCode}: ${text.slice(0, 300)}`))
        })
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}

/** Posts batches for so many seconds: on their schedule, or with no rate, one after the other. */
async function load(order: LoadOrder): Promise<LoadAnswer> {
  const { rate, seconds, sources, batch } = order
  const keys = pack.caseSources.map(({ key }) => key)
  const cpuFrom = process.cpuUsage()
  const from = wallNow()
  const answer: LoadAnswer = { accepted: 0, refused: 0, seconds: 0, cpu: 0, acks: [], last: 0 }
  const every = rate === null ? 0 : (1_000 * batch * sources) / rate
  const source = async (n: number): Promise<void> => {
    const it = new Source(keys[n % keys.length] ?? 'hotline', `${order.run}-${n}`)
    for (let i = 0; wallNow() < from + seconds * 1_000; i += 1) {
      // Measured from when it was to be sent: a slow answer does not excuse the batches behind it.
      const due = rate === null ? wallNow() : from + (n * every) / sources + i * every
      const wait = due - wallNow()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
      const verdicts = await post(order, it.batch(batch))
      const at = wallNow()
      let position = 0
      for (const verdict of verdicts) {
        if (verdict.verdict === 'accepted') answer.accepted += 1
        else answer.refused += 1
        position = Math.max(position, verdict.position ?? 0)
      }
      answer.acks.push({ ms: at - due, at, position })
      answer.last = Math.max(answer.last, position)
    }
  }
  await Promise.all(Array.from({ length: sources }, (_, n) => source(n)))
  const { user, system } = process.cpuUsage(cpuFrom)
  return { ...answer, seconds: (wallNow() - from) / 1_000, cpu: (user + system) / 1e6 }
}

process.on('message', (order: LoadOrder) => {
  load(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ failed: String(error) }),
  )
})
process.send?.('ready')
