/**
 * Places the facilities (设施点位) of `facilities.tsv` and writes `facility-points.tsv`; run by hand, its
 * output is committed: `npx tsx seed/nantong/build-facilities.ts`. Every point stands on a grid's point,
 * drawn with one seed a kind. All of it is invented: a city's own list replaces the file.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** More than this many of a kind are told as one point a town, with their number. */
const mostPoints = 4_000
/** Points beside each other on one grid's point are set this far apart, degrees. */
const apart = 0.0012

const here = (name: string) => new URL(name, import.meta.url)
function rowsOf(file: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(here(file), 'utf8').replace(/\n$/, '').split('\n')
  const columns = header.split('\t')
  return lines.map((line) => {
    const cells = line.split('\t')
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']))
  })
}

const regions = rowsOf('regions.tsv').filter(({ validTo }) => validTo === '')
const parents = new Map(regions.map(({ id = '', parent = '' }) => [id, parent]))
const round = (degrees: number): string => degrees.toFixed(5)

/** Points of the grids inside each region, by its id. */
const pointsIn = new Map<string, [lng: number, lat: number][]>()
for (const { parent = '', lng, lat, validTo } of rowsOf('grids.tsv')) {
  if (validTo !== '') continue
  for (let id = parent; id !== ''; id = parents.get(id) ?? '') {
    const points = pointsIn.get(id) ?? []
    points.push([Number(lng), Number(lat)])
    pointsIn.set(id, points)
  }
}

type Random = ReturnType<typeof xoroshiro128plus>

function shuffled(ids: readonly string[], random: Random): string[] {
  const deck = [...ids]
  for (let i = deck.length - 1; i > 0; i -= 1) {
    const j = uniformInt(random, 0, i)
    ;[deck[i], deck[j]] = [deck[j] ?? '', deck[i] ?? '']
  }
  return deck
}

/** Every region gets its share, as nobody builds three town halls in one town and none in the next. */
function shareOut(count: number, ids: readonly string[], random: Random): string[] {
  const rounds = Array.from({ length: Math.ceil(count / ids.length) }, () => shuffled(ids, random))
  return rounds.flat().slice(0, count)
}

function pointIn(region: string, random: Random): { lng: string; lat: string } {
  const points = pointsIn.get(region) ?? []
  const [lng, lat] = points[uniformInt(random, 0, points.length - 1)] ?? [0, 0]
  const angle = (uniformInt(random, 0, 359) * Math.PI) / 180
  return {
    lng: round(lng + apart * Math.cos(angle)),
    lat: round(lat + apart * 0.85 * Math.sin(angle)),
  }
}

const rows = ['facility\tregion\tlng\tlat\tcount']
rowsOf('facilities.tsv').forEach(({ id = '', typicalCount = '', finestLevel = '' }, kind) => {
  const random = xoroshiro128plus(7_000 + kind)
  const level = finestLevel === 'grid' ? 'community' : finestLevel
  const ids = regions.filter((r) => r.level === level).map((r) => r.id ?? '')
  const placed = shareOut(Number(typicalCount), ids, random)
  const together = placed.length > mostPoints
  const counts = new Map<string, number>()
  for (const region of placed) counts.set(region, (counts.get(region) ?? 0) + 1)
  for (const [region, count] of counts)
    for (let n = 0; n < (together ? 1 : count); n += 1) {
      const { lng, lat } = pointIn(region, random)
      rows.push([id, region, lng, lat, together ? count : 1].join('\t'))
    }
})
writeFileSync(here('facility-points.tsv'), `${rows.join('\n')}\n`)
