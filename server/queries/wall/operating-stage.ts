import { assess } from '../../../shared/indicators/evaluate.ts'
import {
  holdsPart,
  partsOf,
  rawStage,
  type RawStage,
  type StageAnswer,
  type StagePart,
} from '../../../shared/wall/stage.ts'
import { grainOf } from '../../../shared/indicators/span.ts'
import type { CityView, Standing } from '../city-view.ts'
import { callsOfCases } from './case-calls.ts'

interface StageRow {
  at: number
  stage: number
  condition: string
}

/** Reads a part of a stage's condition for the whole city, as of a standing; null where it is not known. */
export function readPart({ id, test }: StagePart, standing: Standing): number | string | null {
  const { epoch, reader, now } = standing
  const { pack } = epoch
  const indicator = pack.indicators.find((one) => one.id === id)
  if (indicator) {
    const window = { grain: grainOf(indicator), at: now }
    const { value } = assess({ indicator, region: pack.cityRegion, window }, standing)
    if (test.kind === 'number') return value.value
    return value.status === 'unknown' ? null : value.status
  }
  const measure = pack.measures.find((one) => one.id === id)
  return measure ? reader.level(measure, pack.cityRegion, now).value : null
}

/** The stage that the readings give by the pack's rule (原始等级); null without stages. */
export const stageRead = (standing: Standing): RawStage | null =>
  rawStage(standing.epoch.pack.stages, (part) => readPart(part, standing))

/** The city's stage as it was recorded (城市运行等级), newest first; null = none yet. */
export const lastStage = ({ database }: CityView, position = Number.MAX_SAFE_INTEGER) =>
  database.sqlite
    .prepare<[number], StageRow>(
      `SELECT at, stage, condition FROM operating_stage WHERE position <= ?
       ORDER BY position DESC LIMIT 1`,
    )
    .get(position) ?? null

/** The stage, by which rule it came, how that reads now, and the open events of Ⅰ/Ⅱ. */
export function operatingStage(view: CityView, at?: number): StageAnswer {
  const standing = view.standing(at)
  const { position, now, epoch } = standing
  const { stages, indicators, measures } = epoch.pack
  const row = lastStage(view, position)
  const rule = stages.find(({ stage }) => stage === row?.stage)
  const asked = stageRead(standing)
  const other = stages.find(({ stage }) => stage === asked?.stage && stage !== rule?.stage)
  const named = [...indicators, ...measures]
  const parts = row ? partsOf({ condition: row.condition }).flat() : []
  return {
    ...{ position, now },
    current:
      rule && row
        ? {
            ...{ stage: rule.stage, name: rule.name, mode: rule.mode, colour: rule.colour },
            ...{ rule: rule.rule, since: row.at },
            parts: parts.map((part) => {
              const value = readPart(part, standing)
              const name = named.find(({ id }) => id === part.id)?.name ?? part.id
              return { words: part.words, name, value, holds: holdsPart(part, value) }
            }),
          }
        : null,
    asked: other ? { stage: other.stage, name: other.name } : null,
    stages: stages.map(({ stage, name, colour, rule: words }) => ({
      ...{ stage, name, colour, rule: words },
    })),
    // Events are those of now: a replayed moment names its rule and readings only.
    events: standing.replay
      ? []
      : callsOfCases(view, { every: true })(now, 0)
          .filter(({ to }) => to === null)
          .sort((a, b) => a.severity - b.severity || b.from - a.from)
          .map(({ caseId, name, severity, region, from }) => ({
            ...{ caseId, name, severity, since: from },
            regionName: epoch.tree.find(region)?.name ?? '',
          })),
  }
}
