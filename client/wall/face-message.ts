import type { Fault } from '../stores/fault.ts'
import { timeOf } from '../panels/clock.ts'
import type { PanelFace } from '../panels/face.ts'

/** What stands beside a face's words: how old the data are, or what is wrong and what to do. */
export function faceMessage(about: {
  face: PanelFace
  fault: Fault | null
  lastGoodAt: number | null
  zone: string
  now: number
}): string | undefined {
  const { face, fault, lastGoodAt, zone, now } = about
  const last = lastGoodAt === null ? null : timeOf(lastGoodAt, zone, now)
  if (face === 'stale') return last === null ? undefined : `数据截至 ${last}`
  if (face !== 'failed') return undefined
  const words = fault ? `${fault.what}，${fault.todo}` : null
  return [last && `末次 ${last}`, words].filter(Boolean).join(' · ') || undefined
}
