import type { RegionId } from '../city/pack.ts'
import { belowDistrict } from '../indicators/suppression.ts'
import type { RegionTree } from '../regions/tree.ts'
import { isAdministrator, type Asker, type Role } from './asker.ts'
import { viewers } from './permissions.ts'

/** What visibility looks at of a case: `withheld` = its type is sensitive. */
export interface PlacedCase {
  /** Its region, or for a sensitive case its district; null = not placed. */
  region: RegionId | null
  department: string | null
  withheld: boolean
}

const sighted: readonly Role[] = [...viewers, 'system']

/** Whether an asker sees the cases of its own departments only (部门经办), not all of its regions. */
export const ownDepartmentsOnly = ({ roles }: Pick<Asker, 'roles'>): boolean =>
  roles.every((role) => role === 'department-handler' || !sighted.includes(role))

/**
 * Where what an asker sees begins (辖区): the roots of its regions, today's alone. An administrator, who
 * sees no figure, has the whole city's names.
 */
export function rootsOf(asker: Asker, tree: RegionTree): RegionId[] {
  if (isAdministrator(asker)) return [tree.root.id]
  const roots = asker.regions.flatMap((id) => (tree.find(id) ? tree.today(id) : []))
  return roots.includes(tree.root.id) ? [tree.root.id] : roots
}

/**
 * Which cases an asker may see (可见案件): those of its regions, what is not placed being the whole
 * city's; a handler those of its departments; a sensitive one not below district; an administrator none.
 */
export function visibleTo(asker: Asker, tree: RegionTree): (one: PlacedCase) => boolean {
  if (!asker.roles.some((role) => sighted.includes(role))) return () => false
  const roots = asker.regions.flatMap((id) => tree.find(id) ?? [])
  const narrow = ownDepartmentsOnly(asker)
  return ({ region, department, withheld }) => {
    if (narrow && (department === null || !asker.departments.includes(department))) return false
    const place = region !== null && tree.find(region) ? region : tree.root.id
    return roots.some(
      ({ id, level }) => tree.inside(place, id) && !(withheld && belowDistrict(level)),
    )
  }
}
