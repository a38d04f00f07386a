import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench, Row } from './bench.ts'
import {
  helper,
  startCityServer,
  type LoadAnswer,
  type LoadOrder,
  type Screen,
  type ScreensAnswer,
} from './intake-parts.ts'

const seconds = Number(process.env.SECONDS ?? 60)
const rate = 3_000
const watching = 200
const key = 'intake-bench-key'

/**
 * The real server on loopback: ten sources post batches of a hundred facts on a schedule, first with
 * nobody watching, then with 200 live subscriptions; then as fast as they are acknowledged. What is
 * posted first, at full speed, is the history of the city. Generator and screens are processes of
 * their own, and their cost is stated.
 */
export default {
  name: 'intake',
  run: async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'shiyu-intake-'))
    const server = await startCityServer(dataDir, key)
    const [load, screens] = [await helper('./intake-load.ts'), await helper('./intake-screens.ts')]
    const { origin, cookie } = server
    const post = async (
      order: Pick<LoadOrder, 'run' | 'rate' | 'seconds'> & { batch?: number },
    ) => {
      const cpuFrom = server.cpu()
      const answer = await load.ask<LoadAnswer>({ origin, key, sources: 10, batch: 100, ...order })
      return { ...answer, serverCpu: server.cpu() - cpuFrom }
    }
    try {
      const most = Math.max(5, seconds / 3)
      const history = await post({ run: 'history', rate: null, seconds: most, batch: 500 })
      await settled()
      const alone = await post({ run: 'alone', rate, seconds: Math.max(5, seconds / 3) })
      await screens.ask({ origin, cookie, count: watching })
      const watched = await post({ run: 'watched', rate, seconds })
      await settled()
      const seen = await screens.ask<ScreensAnswer>('tell')
      const fastest = await post({ run: 'fastest', rate: null, seconds: most, batch: 500 })
      console.log(
        `load before the table: ${loadavg()
          .map((n) => n.toFixed(1))
          .join(' ')}`,
      )
      return [
        ...figures('nobody watching', alone),
        ...figures(`${watching} screens`, watched),
        {
          what: 'acknowledged, p99: watched ÷ not watched',
          value: share(waits(watched), 0.99) / share(waits(alone), 0.99),
          unit: '×',
        },
        ...delivered(watched, seen),
        {
          what: 'as fast as acknowledged, nobody watching',
          value: perSecond(history),
          unit: 'facts/s',
        },
        {
          what: `as fast as acknowledged, ${watching} screens`,
          value: perSecond(fastest),
          unit: 'facts/s',
        },
      ]
    } finally {
      await load.stop()
      await screens.stop()
      await server.stop()
      rmSync(dataDir, { recursive: true })
    }
  },
} satisfies Bench

type Posted = LoadAnswer & { serverCpu: number }

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2_000))
const waits = ({ acks }: Posted): number[] => acks.map(({ ms }) => ms)
const perSecond = ({ accepted, seconds: took }: Posted): number => accepted / took

function figures(how: string, posted: Posted): Row[] {
  if (posted.refused > 0) throw new Error(`${posted.refused} facts were not accepted`)
  const thousands = posted.accepted / 1_000
  return [
    { what: `${how}: facts acknowledged`, value: perSecond(posted), unit: 'facts/s', goal: '3000' },
    { what: `${how}: acknowledged, p50`, value: share(waits(posted), 0.5), unit: 'ms' },
    {
      what: `${how}: acknowledged, p99 of ${posted.acks.length} batches`,
      value: share(waits(posted), 0.99),
      unit: 'ms',
      goal: 'at most 300',
    },
    { what: `${how}: acknowledged, worst`, value: share(waits(posted), 1), unit: 'ms' },
    {
      what: `${how}: server, of two processors`,
      value: posted.serverCpu / posted.seconds,
      unit: 'processors',
    },
    {
      what: `${how}: server, per 1,000 facts`,
      value: (posted.serverCpu / thousands) * 1_000,
      unit: 'ms',
    },
    {
      what: `${how}: generator, its own cost`,
      value: posted.cpu / posted.seconds,
      unit: 'processors',
    },
  ]
}

/** Whether every screen came to every acknowledged batch, and how long after its acknowledgement. */
function delivered(posted: Posted, { screens, cpu }: ScreensAnswer): Row[] {
  const delays = screens.flatMap((screen) => posted.acks.map((ack) => delayOf(screen, ack)))
  const missed = delays.filter((ms) => ms === Infinity).length
  const began = Math.min(...posted.acks.map(({ at }) => at))
  const frames = screens.map(
    (screen) =>
      screen.frames.filter(({ at, position }) => at >= began && position <= posted.last).length,
  )
  const unordered = screens.filter(({ frames: told }) =>
    told.some(({ position }, i) => position < (told[i - 1]?.position ?? 0)),
  ).length
  const bytes = screens.reduce((sum, screen) => sum + screen.bytes, 0)
  return [
    {
      what: 'batches that a screen never heard of',
      value: missed,
      unit: `of ${delays.length}`,
      goal: '0',
    },
    {
      what: 'screens cut off, or told out of order',
      value: unordered + screens.filter((s) => s.ended).length,
      unit: 'screens',
      goal: '0',
    },
    { what: 'frames a screen, fewest', value: share(frames, 0), unit: 'frames' },
    { what: 'frames a screen, most', value: share(frames, 1), unit: 'frames' },
    { what: 'from acknowledged to on the screen, p50', value: share(delays, 0.5), unit: 'ms' },
    { what: 'from acknowledged to on the screen, p99', value: share(delays, 0.99), unit: 'ms' },
    { what: 'sent to all screens', value: bytes / posted.seconds / 1e6, unit: 'MB/s' },
    { what: 'screens, their own cost', value: cpu / posted.seconds, unit: 'processors' },
  ]
}

/** Milliseconds until a screen was told of a batch; Infinity = never. */
function delayOf({ frames }: Screen, { at, position }: LoadAnswer['acks'][number]): number {
  const frame = frames.find((f) => f.position >= position)
  return frame === undefined ? Infinity : Math.max(0, frame.at - at)
}

/** The value below which a share of them lies. */
function share(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN
}
