import { afterAll, describe, expect, test } from 'vitest'
import { evaluate } from '../../shared/indicators/evaluate.ts'
import { cityLeader } from '../../test/builders/askers.ts'
import { noon } from '../../test/demo-city.ts'
import { cityWithSensitiveCase, litter, medical, words } from '../../test/sensitive-case.ts'
import { caseGet } from './case-get.ts'
import { caseList } from './case-list.ts'

const { city, root, district, town, community } = cityWithSensitiveCase()
afterAll(() => city.close())

const listed = (region: number, indicator?: string) =>
  caseList(
    city.view,
    {
      region,
      ...(indicator ? { indicator, window: { grain: 'day' as const, at: noon } } : {}),
    },
    cityLeader(),
  )

describe('a case of a sensitive type', () => {
  test('is listed for its district, without place, point and words', () => {
    const row = listed(district).rows.find((r) => r.type === medical)
    expect(row).toMatchObject({ region: district, point: null, withheld: true })
    expect(JSON.stringify(listed(district))).not.toContain(words)
    expect(JSON.stringify(listed(root))).not.toContain(words)
  })

  test('is not listed below, neither among the open ones nor behind a figure that counts it', () => {
    const id = 'overview.accepted_today'
    const standing = city.view.standing()
    const indicator = standing.catalog.indicator(id)
    for (const region of [town, community]) {
      expect(listed(region).rows.map((r) => r.type)).toEqual([litter])
      const behind = listed(region, id)
      expect(behind.rows.map((r) => r.type)).toEqual([litter])
      const window = { grain: 'day' as const, at: noon }
      expect(evaluate({ indicator, region, window }, standing).value).toBe(2)
      expect(behind.total).toBe(2)
    }
  })

  test('opens without its steps', () => {
    const id = listed(district).rows.find((r) => r.type === medical)?.caseId ?? 0
    const opened = caseGet(city.view, { caseId: id }, cityLeader())
    expect([opened.steps, opened.row.point]).toEqual([[], null])
    expect(JSON.stringify(opened)).not.toContain(words)
  })
})
