import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Who fans out: ours, tRPC's own subscription event by event, or socket.io in our frames. */
export type FanOut = 'ours' | 'stock' | 'socket.io'

/** What was sent, event by event, and what it cost. */
export interface Sent {
  events: { position: number; at: number }[]
  /** Processor seconds of the server, from the first event until the last was delivered. */
  cpu: number
}

/** What screens of one process got. */
export interface Got {
  /** Of each screen, how many events. */
  events: number[]
  /** When each frame (or event) that ended at a position came, one entry a screen. */
  arrivals: Map<number, number[]>
  bytes: number
  cut: number
  cpu: number
}

/** What is still on its way after the last event has this long to come. */
export const settleMs = 4_000

/** The clock that processes of one machine share, ms. */
export const sharedNow = (): number => performance.timeOrigin + performance.now()

/** A process of its own with as many open files as the machine allows: one question, one answer. */
export async function startProcess(file: string, args: string[]) {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const open = 'ulimit -n "$(ulimit -Hn)" 2>/dev/null; exec "$0" "$@"'
  const command = [process.execPath, '--import', 'tsx', path, ...args]
  const child = spawn('sh', ['-c', open, ...command], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  const ended = once(child, 'exit')
  const answer = async <A>(): Promise<A> => {
    const said = await Promise.race([once(child, 'message'), ended.then(() => null)])
    if (said === null) throw new Error(`${file} ended before it had answered.`)
    return said[0] as A
  }
  const ready = await answer<{ port: number }>()
  return {
    port: ready.port,
    ask<A>(question: object): Promise<A> {
      child.send(question)
      return answer<A>()
    },
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
