import { expect, it } from 'vitest'
import { makeTestCity, noon } from '../../test/demo-city.ts'
import { wire } from '../app/open-writer.ts'
import { checkpointOf } from './checkpoint.ts'

it('makes the read models anew when another version of the rules wrote them', () => {
  const city = makeTestCity()
  city.take([
    {
      type: 'case-reported',
      key: 'a',
      source: 'hotline',
      occurredAt: noon - 1,
      case: '1',
      eventType: '0102',
    },
    { type: 'case-accepted', key: 'b', source: 'hotline', occurredAt: noon - 1, case: '1' },
  ])
  const { sqlite } = city.database
  const open = () => sqlite.prepare('SELECT sum("open") FROM case_contribution').pluck().get()
  expect(open()).toBe(1)
  expect(checkpointOf(sqlite).position()).toBe(city.log.headPosition())

  sqlite.exec("UPDATE checkpoint SET projection = 'read-models@0'; DELETE FROM case_contribution")
  wire(city.pack, city.database, city.clock)
  expect(open()).toBe(1)
  expect(checkpointOf(sqlite).position()).toBe(city.log.headPosition())
  city.close()
})
