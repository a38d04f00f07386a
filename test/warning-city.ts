import { sourceAsker } from '../shared/access/asker.ts'
import type { Region } from '../shared/city/pack.ts'
import { RegionTree } from '../shared/regions/tree.ts'
import { makeZone } from '../shared/time/zone.ts'
import type { BoundaryFeatures } from '../server/city/boundaries.ts'
import { openDatabase } from '../server/db/open.ts'
import { cityPoints } from '../server/ingest/cap/city-points.ts'
import type { WarningCity } from '../server/ingest/cap/map.ts'
import { takeCap, type CapParts } from '../server/ingest/cap/take.ts'
import type { RejectedRow } from '../server/ingest/ports.ts'
import { openLog } from '../server/log/log.ts'
import { CityView } from '../server/queries/city-view.ts'
import { warningList, warningsOf, type WarningQuestion } from '../server/queries/warning-list.ts'
import { smallPack } from './small-pack.ts'

/** Nine in the morning of Monday 23 November 2026 in the city. */
export const nine = Date.parse('2026-11-23T09:00:00+08:00')

const region = (id: number, code: string, level: Region['level'], parentId: number | null) => ({
  ...{ id, code, level, parentId, name: `区域${id}`, kind: 'admin' as const },
  ...{ lng: null, lat: null, validFrom: null, validTo: null, successorId: null },
})

/** City 1; districts 2 (towns 4, 5) and 3 (towns 6, 7), four squares of 0.1° in a row from 121°E 32°N. */
export const warningPack = () =>
  smallPack({
    regions: [
      region(1, '320600', 'city', null),
      region(2, '320681', 'district', 1),
      region(3, '320682', 'district', 1),
      region(4, '320681101', 'town', 2),
      region(5, '320681102', 'town', 2),
      region(6, '320682101', 'town', 3),
      region(7, '320682102', 'town', 3),
    ],
  })

const squares = (): BoundaryFeatures => ({
  type: 'FeatureCollection',
  features: [4, 5, 6, 7].map((id, i) => {
    const [west, south] = [121 + i / 10, 32]
    const [east, north] = [west + 0.1, south + 0.1]
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ]
    return {
      type: 'Feature',
      properties: { id, code: '', name: `区域${id}`, parentId: i < 2 ? 2 : 3 },
      geometry: { type: 'Polygon', coordinates: [ring] },
    }
  }),
})

/** A city that takes CAP messages: a real log in memory and a clock that the test moves. */
export function warningCity(pack = warningPack(), laidOut?: (tree: RegionTree) => WarningCity) {
  const clock = { time: nine, now: () => clock.time }
  const database = openDatabase(':memory:')
  const log = openLog({ database, clock })
  log.adoptPack(pack)
  const view = new CityView(database, pack, clock)
  const tree = new RegionTree(pack.regions)
  const zone = makeZone(pack.zone)
  const city = laidOut?.(tree) ?? {
    ...{ tree, zone },
    points: cityPoints(tree, { district: null, town: squares() }),
  }
  const letters: RejectedRow[] = []
  const parts: CapParts = {
    city: () => city,
    known: (name) => warningsOf(view).known(name),
    append: async (entries) => {
      const verdicts = log.appendNow(entries)
      view.follow()
      return verdicts
    },
    reject: (rows) => void letters.push(...rows),
  }
  return {
    ...{ clock, database, log, view, letters, parts },
    take: (body: string | Uint8Array, charset: string | null = null) =>
      takeCap(
        sourceAsker('key', ['*']),
        {
          body: typeof body === 'string' ? Buffer.from(body) : body,
          charset,
          receivedAt: clock.time,
        },
        parts,
      ),
    list: (question: Partial<WarningQuestion> = {}) =>
      warningList(view, { region: 1, ...question }),
    close: () => database.close(),
  }
}
