import type { CityPack, Region } from '../shared/city/pack.ts'
import { makeSimulator } from '../seed/simulator/simulator.ts'
import { makeTestCity, nantongPack, noon } from './demo-city.ts'
import { dice } from './sensitive-city.ts'

/** 南通's whole catalogue over a few of its regions, drawn by seed: every level, every indicator. */
export function fewRegions(seed: number): CityPack {
  const pack = nantongPack()
  const roll = dice(seed)
  const living = pack.regions.filter((r) => r.validTo === null)
  const draw = (parent: number, n: number): Region[] => {
    const children = living.filter((r) => r.parentId === parent)
    return [...children]
      .map((region) => ({ region, at: roll(1_000_000) }))
      .sort((a, b) => a.at - b.at)
      .slice(0, n)
      .map(({ region }) => region)
  }
  const kept: Region[] = living.filter((r) => r.parentId === null)
  for (const [n, level] of [
    [4, 'city'],
    [2, 'district'],
    [2, 'town'],
    [2, 'community'],
  ] as const)
    for (const { id } of kept.filter((r) => r.level === level)) kept.push(...draw(id, n))
  const ids = new Set(kept.map((r) => r.id))
  const ended = pack.regions.filter((r) => r.validTo !== null && ids.has(r.successorId ?? -1))
  return { ...pack, hash: `few-${seed}`, regions: [...kept, ...ended] }
}

/** The simulated past of such a city: all that its first screen needs, and older observations. */
export function makeFewRegionsCity(seed: number, oldest: number) {
  const pack = fewRegions(seed)
  const city = makeTestCity(pack)
  const steps = makeSimulator(pack, { seed, scale: 0.01 }).plan(noon)
  for (const step of steps) {
    if (step.kind === 'history' && !step.label.endsWith('观测')) continue
    let batch: unknown[] = []
    const take = (): void => {
      const refused = city.take(batch).filter((v) => v.verdict === 'rejected')
      if (refused.length > 0) throw new Error(JSON.stringify(refused[0]))
      batch = []
    }
    for (const facts of step.generate()) {
      const wanted = facts.filter((f) => Number(f.publishedAt ?? f.occurredAt) >= oldest)
      batch.push(...wanted)
      if (batch.length >= 1500) take()
    }
    if (batch.length > 0) take()
  }
  return city
}
