import type { SceneReason, WallState } from '../../shared/wall/state.ts'

const reasonWords: Record<SceneReason, string> = {
  playlist: '按播放单',
  remote: '遥控上屏',
  event: '重大事件',
  change: '待确认的变化',
}

/** Why a scene stands and when the next one comes (播放说明). */
export function standingWords(
  { current, paused }: Pick<WallState, 'current' | 'paused'>,
  now: number,
  clock: (at: number) => string,
): { why: string; next: string } {
  const { reason, since, until } = current
  const why = paused
    ? `${paused.name} 暂停 · ${clock(paused.at)} 起`
    : `${reasonWords[reason]} · ${clock(since)} 起`
  if (until === null) return { why, next: '等待继续' }
  const seconds = Math.max(0, Math.ceil((until - now) / 1000))
  return { why, next: seconds < 120 ? `${seconds} 秒后` : `${Math.ceil(seconds / 60)} 分钟后` }
}
