import { pinyin } from 'pinyin-pro'
import type { LevelId, RegionId } from '../../../shared/city/pack.ts'
import { levelIds } from '../../../shared/city/pack.ts'
import type { SearchHit } from '../../../shared/search/answers.ts'
import type { Findable } from '../../../shared/search/match.ts'
import type { PackEpoch } from '../city-view.ts'

/** A named thing of the city, with what a hit on it says. */
export interface Named extends Findable {
  kind: SearchHit['kind']
  id: string
  detail: string
  /** Wider things come first among equals: a district before a grid. */
  breadth: number
  /** The themed map that shows it; null = none of its own. */
  theme: string | null
  /** Where it lies; null = belongs to the whole city. */
  region: RegionId | null
}

/** A grid's name repeats its community's: its reading is not kept. */
const finestRead: LevelId = 'community'

const readingOf = (name: string): string[] =>
  pinyin(name, { type: 'array', toneType: 'none' }).map((syllable) => syllable.toLowerCase())

/** Everything of a pack that has a name: regions, indicators, themes, departments. */
export function findablesOf({ pack, tree, catalog }: PackEpoch): Named[] {
  const themes = new Map(pack.themes.map((t) => [t.id, t.shortName]))
  const trailOf = (id: RegionId): string =>
    tree
      .ancestorsOf(id)
      .filter((other) => other !== id && other !== tree.root.id)
      .reverse()
      .map((other) => tree.get(other).name)
      .join(' / ')
  const read = (level: LevelId): boolean => levelIds.indexOf(level) <= levelIds.indexOf(finestRead)
  return [
    ...tree.all.map((region) => ({
      kind: 'region' as const,
      id: String(region.id),
      name: region.name,
      also: [region.code],
      pinyin: read(region.level) ? readingOf(region.name) : [],
      detail: trailOf(region.id) || (pack.levels.find((l) => l.id === region.level)?.name ?? ''),
      breadth: levelIds.indexOf(region.level),
      theme: null,
      region: region.id,
    })),
    ...pack.themes.map((theme) => ({
      kind: 'theme' as const,
      id: theme.id,
      name: theme.name,
      also: [theme.id],
      pinyin: readingOf(theme.name),
      detail: theme.field,
      breadth: theme.order,
      theme: theme.id,
      region: null,
    })),
    ...pack.indicators.map((indicator) => ({
      kind: 'indicator' as const,
      id: indicator.id,
      name: indicator.name,
      also: [indicator.id],
      pinyin: readingOf(indicator.name),
      detail: `${themes.get(indicator.theme) ?? ''} · ${catalog.meta(indicator).departmentName}`,
      breadth: 0,
      theme: indicator.theme,
      region: null,
    })),
    ...pack.departments.map((department) => ({
      kind: 'department' as const,
      id: department.id,
      name: department.name,
      also: department.aliases,
      pinyin: readingOf(department.name),
      detail: department.field,
      breadth: 0,
      theme: null,
      region: null,
    })),
  ]
}
