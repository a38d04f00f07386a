import { expect, test } from 'vitest'
import { makeTestCity, nantongPack, noon } from '../../test/demo-city.ts'
import { systemAsker } from '../../shared/access/asker.ts'
import { dayMs } from '../../shared/time/civil.ts'
import { RegionTree } from '../../shared/regions/tree.ts'
import { makeZone } from '../../shared/time/zone.ts'
import { cityPoints } from '../../server/ingest/cap/city-points.ts'
import { takeCap } from '../../server/ingest/cap/take.ts'
import { warningList, warningsOf } from '../../server/queries/warning-list.ts'
import { makeSimulator } from './simulator.ts'

const pack = nantongPack()
const simulator = makeSimulator(pack, { seed: 7 })
const from = noon - 40 * dayMs

test('a month’s warnings are the same however the time is cut, and each one ends', () => {
  const whole = simulator.warningsPublished(from, noon)
  const cut = Array.from({ length: 40 * 96 }, (_, i) =>
    simulator.warningsPublished(from + i * 900_000, from + (i + 1) * 900_000),
  ).flat()
  expect(cut).toEqual(whole)
  const alerts = whole.filter((xml) => xml.includes('<msgType>Alert'))
  expect(alerts.length).toBeGreaterThan(3)
  expect(whole.length - alerts.length).toBeGreaterThanOrEqual(alerts.length - 2)
})

test('they are taken like any authority’s, and a cancelled one stands no more', async () => {
  const city = makeTestCity(pack)
  const tree = new RegionTree(pack.regions)
  const points = cityPoints(tree, { district: null, town: null })
  for (const xml of simulator.warningsPublished(from, noon)) {
    const answer = await takeCap(
      systemAsker(1),
      { body: Buffer.from(xml), charset: null, receivedAt: noon },
      {
        city: () => ({ tree, zone: makeZone(pack.zone), points }),
        known: (name) => warningsOf(city.view).known(name),
        append: async (entries) => {
          const verdicts = city.log.appendNow(entries)
          city.view.follow()
          return verdicts
        },
        reject: () => {},
      },
    )
    expect(answer.verdict).toBe('accepted')
  }
  const { rows } = warningList(city.view, { region: 1, state: 'all' })
  const states = new Set(rows.map(({ state }) => state))
  expect(states.has('cancelled')).toBe(true)
  expect(states.has('expired')).toBe(false)
  city.close()
})
