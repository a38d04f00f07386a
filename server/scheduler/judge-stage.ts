import { stepStage, type PendingStage } from '../../shared/wall/stage.ts'
import type { Entry, Verdict } from '../log/entry.ts'
import type { CityView } from '../queries/city-view.ts'
import { lastStage, stageRead } from '../queries/wall/operating-stage.ts'

/**
 * Judges the city's stage (城市运行等级) by the pack's rule and records each change as a fact. What waits for
 * its minutes lies in memory: after a restart it waits anew.
 */
export function makeStageJudge(
  view: CityView,
  append: (entries: readonly Entry[]) => Promise<Verdict[]>,
): () => Promise<void> {
  let pending: PendingStage | null = null
  return async () => {
    const standing = view.standing()
    const { stages } = standing.epoch.pack
    const raw = stageRead(standing)
    if (raw === null) return
    const { now } = standing
    const before = lastStage(view)?.stage ?? null
    const step = stepStage(stages, before, pending, raw, now)
    pending = step.pending
    if (step.change === null) return
    await append([
      {
        stream: { kind: 'city' },
        events: [
          {
            ...{ type: 'operating-stage-changed', source: 'system', key: `stage:${now}` },
            ...{ occurredAt: now, publishedAt: now, body: { ...step.change, before } },
          },
        ],
      },
    ])
  }
}
