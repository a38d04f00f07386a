import { levelIds, type Region, type RegionId } from '../city/pack.ts'

export type RegionFaultCode =
  | 'duplicate-id'
  | 'no-root'
  | 'second-root'
  | 'unknown-parent'
  | 'not-below-parent'
  | 'parent-ended'
  | 'unknown-successor'
  | 'circular-succession'
  | 'ends-before-start'
  | 'duplicate-code'

/** One thing wrong with a list of regions: which region, and the value that is at fault. */
export interface RegionFault {
  code: RegionFaultCode
  id: RegionId
  found: string
}

/** True once a region has ended (已撤并): it keeps its facts but no longer stands in lists. */
export const isEnded = (region: Region): boolean => region.validTo !== null

const depthOf = (region: Region): number => levelIds.indexOf(region.level)

/**
 * Everything that keeps a list of regions from being one tree; empty when it is one. A region must
 * stand on a deeper level than its parent, so a circle of parents is caught as `not-below-parent`.
 */
export function regionFaults(regions: readonly Region[]): RegionFault[] {
  const faults: RegionFault[] = []
  const fault = (code: RegionFaultCode, region: Region, found: string | number): void => {
    faults.push({ code, id: region.id, found: String(found) })
  }
  const byId = new Map<RegionId, Region>()
  for (const region of regions) {
    if (byId.has(region.id)) fault('duplicate-id', region, region.id)
    else byId.set(region.id, region)
  }
  let root: Region | null = null
  for (const region of regions) {
    const parent = region.parentId === null ? null : byId.get(region.parentId)
    if (parent === undefined) fault('unknown-parent', region, region.parentId ?? '')
    else if (parent !== null && depthOf(parent) >= depthOf(region))
      fault('not-below-parent', region, parent.code)
    else if (parent !== null && isEnded(parent) && !isEnded(region))
      fault('parent-ended', region, parent.code)
    else if (parent === null && root !== null) fault('second-root', region, region.code)
    else if (parent === null) root = region
    if (region.validFrom !== null && region.validTo !== null && region.validTo <= region.validFrom)
      fault('ends-before-start', region, region.validTo)
  }
  if (root === null) faults.push({ code: 'no-root', id: 0, found: '' })
  for (const region of regions) succession(region, byId, fault)
  overlappingCodes(regions, fault)
  return faults
}

type Report = (code: RegionFaultCode, region: Region, found: string | number) => void

function succession(region: Region, byId: Map<RegionId, Region>, fault: Report): void {
  const seen = new Set<RegionId>([region.id])
  let next = region.successorId
  while (next !== null) {
    const successor = byId.get(next)
    if (successor === undefined) return fault('unknown-successor', region, next)
    if (seen.has(next)) return fault('circular-succession', region, successor.code)
    seen.add(next)
    next = successor.successorId
  }
}

/** A code may be given again only after its former holder has ended. */
function overlappingCodes(regions: readonly Region[], fault: Report): void {
  const holders = new Map<string, Region[]>()
  for (const region of regions) {
    const earlier = holders.get(region.code)
    if (earlier === undefined) {
      holders.set(region.code, [region])
      continue
    }
    if (earlier.some((other) => overlap(other, region)))
      fault('duplicate-code', region, region.code)
    earlier.push(region)
  }
}

const overlap = (a: Region, b: Region): boolean =>
  (a.validFrom ?? '') < (b.validTo ?? '9999-99-99') &&
  (b.validFrom ?? '') < (a.validTo ?? '9999-99-99')
