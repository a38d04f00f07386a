import type { RegionId } from '../city/pack.ts'

export type AskerKind = 'person' | 'device' | 'source' | 'system'
export type Role = 'leader' | 'duty-officer' | 'analyst' | 'wall' | 'integrator' | 'system'

/**
 * Who asks (访问主体): every query and command takes one. `regions` are the roots of what may be
 * seen, `sources` the report channels a key may speak for (`*` = all of the pack).
 */
export interface Asker {
  kind: AskerKind
  id: string
  name: string
  roles: readonly Role[]
  regions: readonly RegionId[]
  departments: readonly string[]
  sources: readonly string[]
}

/** The system itself: the scheduler, the simulator's feeds and rebuilds. Sees the whole city. */
export function systemAsker(cityRegion: RegionId): Asker {
  return {
    kind: 'system',
    id: 'system',
    name: '系统',
    roles: ['system'],
    regions: [cityRegion],
    departments: [],
    sources: ['*'],
  }
}

/** The demo leader (演示领导): what a request without a session is in demo mode. */
export function demoLeader(cityRegion: RegionId): Asker {
  return {
    kind: 'person',
    id: 'demo-leader',
    name: '演示领导',
    roles: ['leader'],
    regions: [cityRegion],
    departments: [],
    sources: [],
  }
}

/** A source key (来源密钥) that may report for the named channels. Sees nothing. */
export function sourceAsker(id: string, sources: readonly string[]): Asker {
  return {
    kind: 'source',
    id,
    name: id,
    roles: ['integrator'],
    regions: [],
    departments: [],
    sources,
  }
}

/** Whether the asker may report facts in the name of `source`. */
export const maySpeakFor = (asker: Asker, source: string): boolean =>
  asker.sources.includes('*') || asker.sources.includes(source)
