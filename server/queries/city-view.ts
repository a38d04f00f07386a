import type { CityPack, LevelId, RegionId } from '../../shared/city/pack.ts'
import { levelIds } from '../../shared/city/pack.ts'
import { DomainError } from '../../shared/errors.ts'
import { makeCatalog, type Catalog } from '../../shared/indicators/catalog.ts'
import type { EvaluateContext } from '../../shared/indicators/evaluate.ts'
import { RegionTree } from '../../shared/regions/tree.ts'
import { makeZone, type Zone } from '../../shared/time/zone.ts'
import type { Database } from '../db/open.ts'
import { decodePack, packVersions } from '../db/pack-versions.ts'
import { commitPositions, type Positions } from '../db/positions.ts'
import { figuresAsOf, HeadFigures, type CaseFigures } from './cube/case-figures.ts'
import { caseRows, type CaseRows } from './cube/case-rows.ts'
import { at as column, compileCaseSchema, type CaseSchema } from './cube/case-schema.ts'
import { localFigures, type LocalFigures } from './cube/local-figures.ts'
import { CoverageIndex } from './reading/coverage-index.ts'
import { measureReader } from './reading/measure-reader.ts'
import { ObservationReader } from './reading/observations.ts'

/** What follows from one version of the city pack (城市包版本). */
export interface PackEpoch {
  pack: CityPack
  tree: RegionTree
  catalog: Catalog
  schema: CaseSchema
  head: HeadFigures
  local: LocalFigures
}

/** What a question is answered from: one position, one pack version, one instant (截至). */
export interface Standing extends EvaluateContext {
  epoch: PackEpoch
  /** True when it is a past position: the instant is then the replayed one. */
  replay: boolean
}

const finestTracked: LevelId = 'town'
const rowsAtOnce = 2_000
const standingsKept = 12

/**
 * The city as readers see it (城市视图): mirrors that follow the log, and `standing(at)`, the context of
 * every question. Reads only; one connection.
 */
export class CityView {
  readonly zone: Zone
  readonly positions: Positions
  readonly #rows: CaseRows
  readonly #coverage: CoverageIndex
  readonly #observations: ObservationReader
  readonly #versions
  readonly #instant
  readonly #epochs = new Map<string, PackEpoch>()
  readonly #standings = new Map<number, Standing>()
  #current: PackEpoch
  #lastRow = 0
  #position = 0

  constructor(
    readonly database: Database,
    pack: CityPack,
    readonly clock: { now(): number },
  ) {
    this.zone = makeZone(pack.zone)
    this.positions = commitPositions(database.sqlite)
    this.#rows = caseRows(database)
    this.#versions = packVersions(database.sqlite)
    this.#current = this.#epoch(pack)
    this.#coverage = new CoverageIndex(database, this.#current.tree)
    this.#observations = new ObservationReader(database, this.#current.tree)
    this.#instant = database.sqlite.prepare<
      [number],
      { publishedThrough: number; recordedAt: number }
    >(
      `SELECT published_through AS publishedThrough, recorded_at AS recordedAt
         FROM commits WHERE position = ?`,
    )
    this.follow()
  }

  /** The position that head answers are given as of. */
  get position(): number {
    return this.#position
  }

  get epoch(): PackEpoch {
    return this.#current
  }

  /** Brings the mirrors up to what is committed; cheap when nothing is new. */
  follow(): void {
    const head = this.positions.head()
    if (head === this.#position) return
    for (;;) {
      const { rows, lastId } = this.#rows.after(this.#lastRow, rowsAtOnce)
      for (const row of rows) {
        for (const epoch of this.#epochs.values()) {
          epoch.head.add(row)
          epoch.local.touch(Number(row[column.region]), Number(row[column.position]))
        }
      }
      this.#lastRow = lastId
      if (rows.length < rowsAtOnce) break
    }
    this.#coverage.follow(head)
    this.#position = head
    for (const epoch of this.#epochs.values()) epoch.head.position = head
  }

  /**
   * The context to answer from: the head now, or the commit at or before `at` with the pack then in
   * force and the instant it was known. Raises `not-found` before the first commit.
   */
  standing(at?: number): Standing {
    if (at === undefined) return this.#make(this.#position, this.#current, this.clock.now(), false)
    const position = this.positions.floor(at)
    const known = this.#standings.get(position)
    if (known) return known
    const commit = this.#instant.get(position)
    if (!commit) throw new DomainError({ code: 'not-found', params: { what: 'position', id: at } })
    const instant = commit.publishedThrough > 0 ? commit.publishedThrough : commit.recordedAt
    const standing = this.#make(position, this.#epochAt(position), instant, true)
    this.#standings.set(position, standing)
    const oldest = this.#standings.keys().next().value
    if (this.#standings.size > standingsKept && oldest !== undefined) this.#standings.delete(oldest)
    return standing
  }

  #make(position: number, epoch: PackEpoch, now: number, replay: boolean): Standing {
    const { catalog, tree, schema, head, local } = epoch
    let figures: CaseFigures = head
    // Rows committed after a past standing was made still lie after it: load what it lacks at once.
    if (replay) figures = figuresAsOf(head, position)
    const reader = measureReader({
      catalog,
      tree,
      zone: this.zone,
      schema,
      figuresFor: (region) => (isTracked(tree, region) ? figures : local.of(region, position)),
      coverage: replay ? this.#coverage.asOf(position) : this.#coverage.head(),
      observations: this.#observations.asOf(position),
      now,
    })
    return { catalog, zone: this.zone, reader, now, regions: tree, position, epoch, replay }
  }

  #epoch(pack: CityPack): PackEpoch {
    const known = this.#epochs.get(pack.hash)
    if (known) return known
    const tree = new RegionTree(pack.regions)
    const schema = compileCaseSchema(pack)
    const tracked: RegionId[] = tree.all.filter((r) => isTracked(tree, r.id)).map((r) => r.id)
    const head = new HeadFigures(schema, this.zone, this.#rows, tree, tracked)
    const local = localFigures(schema, this.zone, this.#rows, tree)
    const epoch = { pack, tree, catalog: makeCatalog(pack), schema, head, local }
    this.#epochs.set(pack.hash, epoch)
    return epoch
  }

  /** The pack version in force at a position; an old one gets mirrors of its own, filled once. */
  #epochAt(position: number): PackEpoch {
    const version = this.database.sqlite
      .prepare<[number], { pack: number; hash: string }>(
        'SELECT pack, hash FROM pack_version WHERE position <= ? ORDER BY pack DESC LIMIT 1',
      )
      .get(position)
    if (!version || version.hash === this.#current.pack.hash) return this.#current
    const known = this.#epochs.get(version.hash)
    if (known) return known
    const content = this.#versions.content(version.pack)
    if (content === null) return this.#current
    const epoch = this.#epoch(decodePack(content))
    let last = 0
    while (last < this.#lastRow) {
      const { rows, lastId } = this.#rows.after(last, rowsAtOnce)
      for (const row of rows) epoch.head.add(row)
      last = lastId
    }
    epoch.head.position = this.#position
    return epoch
  }
}

const isTracked = (tree: RegionTree, region: RegionId): boolean =>
  levelIds.indexOf(tree.get(region).level) <= levelIds.indexOf(finestTracked)
