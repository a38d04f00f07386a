import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anAsker } from '../../test/builders/askers.ts'
import { tinyCity } from '../../test/tiny-city.ts'
import { RegionTree } from '../regions/tree.ts'
import { administratorRoles, roles, type Asker } from './asker.ts'
import { mayCall, permissions } from './permissions.ts'
import { rootsOf, visibleTo, type PlacedCase } from './visible.ts'

const tree = new RegionTree(tinyCity().regions)
const departments = ['sanitation', 'water', 'police']
const anyCase: fc.Arbitrary<PlacedCase> = fc.record({
  region: fc.option(fc.constantFrom(...tree.all.map(({ id }) => id), 99)),
  department: fc.option(fc.constantFrom(...departments)),
  withheld: fc.boolean(),
})
const anyAsker: fc.Arbitrary<Asker> = fc
  .record({
    roles: fc.subarray([...roles]),
    regions: fc.subarray(tree.all.map(({ id }) => id)),
    departments: fc.subarray(departments),
  })
  .map((given) => anAsker('leader', given))

test('a case is seen by whoever has its region, its department and nothing too sensitive', () => {
  fc.assert(
    fc.property(anyAsker, anyCase, (asker, one) => {
      const place = one.region !== null && tree.find(one.region) ? one.region : 1
      const roots = asker.regions.filter((root) => tree.ancestorsOf(place).includes(root))
      const reads = asker.roles.filter(
        (role) => mayCall({ roles: [role] }, 'case.get') || role === 'system',
      )
      const inRegion = roots.some((root) => !one.withheld || tree.get(root).level !== 'community')
      const inDepartment =
        reads.some((role) => role !== 'department-handler') ||
        (one.department !== null && asker.departments.includes(one.department))
      const seen = reads.length > 0 && inRegion && inDepartment
      expect(visibleTo(asker, tree)(one)).toBe(seen)
    }),
  )
})

test('an administrator sees no case, wherever it is and whatever else they were given', () => {
  fc.assert(
    fc.property(fc.constantFrom(...administratorRoles), anyCase, (role, one) => {
      const asker = anAsker(role, { regions: [1, 2], departments })
      expect(visibleTo(asker, tree)(one)).toBe(false)
      expect(rootsOf(asker, tree)).toEqual([1])
    }),
  )
})

test('whoever has another case’s region below theirs sees it as the city does', () => {
  const town = anAsker('leader', { regions: [4] })
  const sees = visibleTo(town, tree)
  const placed = { department: null, withheld: false }
  expect([4, 5, 2, 7, null].map((region) => sees({ region, ...placed }))).toEqual([
    ...[true, false, false, false, false],
  ])
  expect(sees({ region: 4, department: null, withheld: true })).toBe(false)
})

test('what has no row is nobody’s, also under a name that every object has', () => {
  const everything = { roles }
  for (const name of ['case.eraseAll', 'toString', '__proto__', 'constructor', ''])
    expect(mayCall(everything, name)).toBe(false)
  expect(Object.values(permissions).every(({ words }) => words !== '')).toBe(true)
})
