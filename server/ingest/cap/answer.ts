import type { WarningMessage } from '../../../shared/events/warning-parts.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import type { Note } from '../ports.ts'

/** What `POST /api/v1/cap` answers (CAP 回执). */
export interface CapAnswer {
  /** `ignored` = an Ack or Error: nothing to keep. */
  verdict: 'accepted' | 'duplicate' | 'ignored'
  /** Where it lies in the log; of a duplicate, where the first copy does. */
  position: number | null
  /** sender,identifier,sent in UTC: what a reference to it means. */
  warning: string
  /** Whether screens show it now, or will when its time comes. */
  shown: boolean
  /** Why not, in words. */
  why: string | null
  /** Our regions that it concerns. */
  regions: { code: string; name: string }[]
  /** Ⅰ–Ⅳ of each content; null = Unknown. */
  severities: (1 | 2 | 3 | 4 | null)[]
  notes: Note[]
}

const statusWords = { Exercise: '演练', System: '系统', Test: '测试', Draft: '草稿' }

/** Why a message that was kept is not on any screen; null = it is, or will be. */
export function whyNotShown(
  { status, infos }: WarningMessage,
  cancels: boolean,
  now: number,
): string | null {
  if (status !== 'Actual') return `status 为 ${status}（${statusWords[status]}），存档不上屏。`
  if (cancels) return '解除消息，所指预警不再显示。'
  if (infos.length === 0) return '没有 info，无内容可显示。'
  const ours = infos.filter(({ regions }) => regions.length > 0)
  if (ours.length === 0) return '不涉及本市，存档不上屏。'
  return ours.every(({ until }) => until <= now) ? '收到时已过期，存档不上屏。' : null
}

export const regionsOf = (body: WarningMessage, tree: RegionTree): CapAnswer['regions'] =>
  [...new Set(body.infos.flatMap(({ regions }) => regions))].map((id) => {
    const { code, name } = tree.get(id)
    return { code, name }
  })
