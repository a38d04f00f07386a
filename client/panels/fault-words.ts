import { timeOf } from './clock.ts'
import type { PanelFace } from './face.ts'

/** What stands beside a page's face: how old it is, or what is wrong and what to do. */
export function faultWords(about: {
  face: PanelFace
  fault: { what: string; todo: string } | null
  lastGoodAt: number | null
  zone: string
  now: number
}): string | undefined {
  const { face, fault, lastGoodAt, zone, now } = about
  const last = lastGoodAt === null ? null : timeOf(lastGoodAt, zone, now)
  if (face === 'stale') return last === null ? undefined : `数据截至 ${last}`
  if (face !== 'failed') return undefined
  const words = fault && `${fault.what}，${fault.todo}`
  return [last && `末次 ${last}`, words].filter(Boolean).join(' · ') || undefined
}
