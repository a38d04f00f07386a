import { distance } from 'fastest-levenshtein'
import { levelIds, type LevelId, type Region } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import { plain } from './words.ts'

export type RegionFound =
  | { kind: 'found'; region: Region }
  /** `near`: what was probably meant; null = nothing alike. */
  | { kind: 'unknown'; near: Region | null }
  | { kind: 'several'; regions: readonly Region[] }
  /** It had ended, or not begun, in the period. */
  | { kind: 'not-then'; region: Region; successor: Region | null }

export interface RegionScope {
  /** The level the table speaks of; left out = any. */
  level?: LevelId
  /** Inside this region. */
  within: Region
  aliases: Readonly<Record<string, string>>
}

/** What a short form leaves out: 崇川 for 崇川区, 城东 for 城东街道. */
const suffix = /(特别行政区|示范区|园区|开发区|新区|街道|社区|居委会|村委会|[省市县区镇乡村])$/

/** Finds regions as departments name them: code, name, short name or an alias of the mapping. */
export class RegionNames {
  readonly #named = new Map<string, Region[]>()
  readonly #short = new Map<string, Region[]>()

  readonly #living: { region: Region; name: string }[]
  /** Names of all living regions, as they are compared. */
  readonly all: ReadonlySet<string>

  constructor(readonly tree: RegionTree) {
    this.#living = tree.all.map((region) => ({ region, name: plain(region.name) }))
    this.all = new Set(this.#living.map(({ name }) => name))
    for (const region of [...tree.all, ...tree.ended]) {
      const name = plain(region.name)
      add(this.#named, name, region)
      const short = name.replace(suffix, '')
      if (short !== name && short.length >= 2) add(this.#short, short, region)
    }
  }

  /** The region that `given` means on a day (`isoDate`), inside the scope. */
  find(given: string, scope: RegionScope, isoDate: string): RegionFound {
    const text = plain(given)
    const alias = scope.aliases[given.trim()] ?? scope.aliases[text]
    const code = alias ?? text
    const byCode = this.tree.byCode(code, isoDate) ?? this.tree.byCode(code)
    if (byCode !== undefined) return this.#then([byCode], isoDate)
    const fits = (region: Region): boolean =>
      (scope.level === undefined || region.level === scope.level) &&
      this.tree.inside(region.id, scope.within.id)
    for (const names of [this.#named, this.#short]) {
      const all = names.get(text) ?? []
      const inScope = all.filter(fits)
      const found = inScope.length > 0 ? inScope : all.filter((r) => r.id === scope.within.id)
      if (found.length > 0) return this.#then(found, isoDate)
    }
    return { kind: 'unknown', near: this.#near(text, fits) }
  }

  #then(regions: readonly Region[], isoDate: string): RegionFound {
    const living = regions.filter(
      (r) => (r.validFrom ?? '') <= isoDate && (r.validTo === null || isoDate < r.validTo),
    )
    const [region, another] = living
    if (region !== undefined)
      return another === undefined
        ? { kind: 'found', region }
        : { kind: 'several', regions: living }
    const ended = regions[0] as Region
    const successor = ended.successorId === null ? null : this.tree.get(ended.successorId)
    return { kind: 'not-then', region: ended, successor }
  }

  /** The living region of the scope whose name differs least: by less than half of its characters. */
  #near(text: string, fits: (region: Region) => boolean): Region | null {
    let near: Region | null = null
    let least = Infinity
    for (const { region, name } of this.#living) {
      // Lengths alone say that it is too far.
      if (Math.abs(name.length - text.length) >= least || !fits(region)) continue
      const away = distance(text, name)
      if (away < least) [near, least] = [region, away]
    }
    return near !== null && least <= Math.max(1, plain(near.name).length / 2) ? near : null
  }
}

/** Whether a level lies below another. */
export const finer = (a: LevelId, b: LevelId): boolean => levelIds.indexOf(a) > levelIds.indexOf(b)

function add(map: Map<string, Region[]>, name: string, region: Region): void {
  const list = map.get(name)
  if (list === undefined) map.set(name, [region])
  else list.push(region)
}
