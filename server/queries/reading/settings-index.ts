import type { CityPack, LevelId, RegionId } from '../../../shared/city/pack.ts'
import {
  settingsOver,
  type Settings,
  type TargetSetting,
  type ThresholdSetting,
} from '../../../shared/indicators/settings.ts'
import type { Database } from '../../db/open.ts'

interface TargetRow extends Omit<TargetSetting, 'level' | 'region'> {
  level: LevelId
  region: RegionId | null
}

/** Follows what was set over the pack (阈值与目标设定); settings are few and stay in memory. */
export class SettingsIndex {
  readonly #thresholds: ThresholdSetting[] = []
  readonly #targets: TargetSetting[] = []
  readonly #newThresholds
  readonly #newTargets
  readonly #known = new Map<string, Settings>()
  #position = 0

  constructor({ sqlite }: Pick<Database, 'sqlite'>) {
    this.#newThresholds = sqlite.prepare<
      [number, number],
      Omit<ThresholdSetting, 'rule'> & { rule: string }
    >(
      `SELECT position, indicator, effective_from AS effectiveFrom, rule FROM threshold_setting
       WHERE position > ? AND position <= ? ORDER BY position`,
    )
    this.#newTargets = sqlite.prepare<[number, number], TargetRow>(
      `SELECT position, indicator, year, level, region, target, effective_from AS effectiveFrom
       FROM target_setting WHERE position > ? AND position <= ? ORDER BY position`,
    )
  }

  /** Reads what was set up to `position`. */
  follow(position: number): void {
    for (const row of this.#newThresholds.all(this.#position, position)) {
      this.#thresholds.push({ ...row, rule: JSON.parse(row.rule) as ThresholdSetting['rule'] })
    }
    this.#targets.push(...this.#newTargets.all(this.#position, position))
    this.#position = Math.max(this.#position, position)
  }

  /** What was in force over a pack as known at a position. */
  asOf(position: number, pack: CityPack): Settings {
    const thresholds = this.#thresholds.filter((s) => s.position <= position)
    const targets = this.#targets.filter((s) => s.position <= position)
    // The same pack with as many settings is the same book: it is made once.
    const key = `${pack.hash}|${thresholds.length}|${targets.length}`
    let settings = this.#known.get(key)
    if (settings === undefined) {
      settings = settingsOver(pack, thresholds, targets)
      this.#known.set(key, settings)
    }
    return settings
  }
}
