import type { CityPack, Indicator, LevelId, RegionId, ThresholdRule } from '../city/pack.ts'
import { levelIds } from '../city/pack.ts'

/** 阈值调整: what an administrator changed of an indicator's threshold, from an instant on. */
export interface ThresholdSetting {
  position: number
  indicator: string
  /** In force for what ends after this instant, UTC ms. */
  effectiveFrom: number
  /** Fields of the pack's rule that it replaces. */
  rule: Partial<ThresholdRule> & Pick<ThresholdRule, 'yellow' | 'red'>
}

/** 目标调整: a yearly target of one level, or of one region. */
export interface TargetSetting {
  position: number
  indicator: string
  year: number
  level: LevelId
  /** null = every region of the level that has none of its own. */
  region: RegionId | null
  target: number
  effectiveFrom: number
}

/** A target and the level it was set for; a region without one of its own is measured by it. */
export interface TargetInForce {
  target: number
  level: LevelId
}

/** What figures are judged by (阈值与目标), as of one position: the pack, and what was set over it. */
export interface Settings {
  /** The rule in force at an instant. */
  rule(indicator: Indicator, at: number): ThresholdRule
  /** The target in force at an instant for a year; null = none. */
  target(
    indicator: Indicator,
    place: { region: RegionId; level: LevelId },
    year: number,
    at: number,
  ): TargetInForce | null
}

/** Later `effectiveFrom` wins, and of the same instant the later fact. */
function latest<S extends { effectiveFrom: number; position: number }>(
  settings: readonly S[],
  at: number,
): S | null {
  let best: S | null = null
  for (const s of settings) {
    if (s.effectiveFrom > at) continue
    const later =
      best === null ||
      s.effectiveFrom > best.effectiveFrom ||
      (s.effectiveFrom === best.effectiveFrom && s.position > best.position)
    if (later) best = s
  }
  return best
}

function grouped<T extends { indicator: string }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(item.indicator)
    if (group) group.push(item)
    else groups.set(item.indicator, [item])
  }
  return groups
}

/**
 * Lays settings over a pack. A target of a region comes before one of its level, and that before one
 * of the level above: a city's target measures its districts until they are given their own (our
 * default, 2026-11-23).
 */
export function settingsOver(
  pack: Pick<CityPack, 'targets'>,
  thresholds: readonly ThresholdSetting[] = [],
  targets: readonly TargetSetting[] = [],
): Settings {
  const rules = grouped(thresholds)
  const set = grouped(targets)
  const packTargets = grouped(pack.targets)
  return {
    rule: (indicator, at) => {
      const own = rules.get(indicator.id)
      const setting = own ? latest(own, at) : null
      return setting === null ? indicator.threshold : { ...indicator.threshold, ...setting.rule }
    },
    target: (indicator, { region, level }, year, at) => {
      const ofYear = (set.get(indicator.id) ?? []).filter((t) => t.year === year)
      const own = latest(
        ofYear.filter((t) => t.region === region),
        at,
      )
      if (own) return { target: own.target, level }
      for (let i = levelIds.indexOf(level); i >= 0; i -= 1) {
        const one = levelIds[i] as LevelId
        const ofLevel = latest(
          ofYear.filter((t) => t.region === null && t.level === one),
          at,
        )
        const inPack = packTargets
          .get(indicator.id)
          ?.find((t) => t.year === year && t.level === one)
        const target = ofLevel?.target ?? inPack?.target
        if (target !== undefined) return { target, level: one }
      }
      return null
    },
  }
}
