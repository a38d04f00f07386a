import type { CityPack, LevelId, RegionId } from '../../shared/city/pack.ts'
import { levelIds } from '../../shared/city/pack.ts'
import { DomainError } from '../../shared/errors.ts'
import { makeCatalog, type Catalog } from '../../shared/indicators/catalog.ts'
import type { EvaluateContext } from '../../shared/indicators/evaluate.ts'
import type { MeasureReader } from '../../shared/indicators/reading.ts'
import { RegionTree } from '../../shared/regions/tree.ts'
import { makeZone, type Zone } from '../../shared/time/zone.ts'
import type { Database } from '../db/open.ts'
import { decodePack, packVersions } from '../db/pack-versions.ts'
import { commitPositions, type Positions } from '../db/positions.ts'
import { figuresAsOf, HeadFigures, type CaseFigures } from './cube/case-figures.ts'
import { caseRows, type CaseRows } from './cube/case-rows.ts'
import { compileCaseSchema, type CaseSchema } from './cube/case-schema.ts'
import { HourFigures } from './cube/hour-figures.ts'
import { keepMirror, layoutOf, restoreMirror, type MirrorMark } from './cube/kept-mirror.ts'
import { localFigures, type LocalFigures } from './cube/local-figures.ts'
import { scoreSlots } from './cube/score-cube.ts'
import { ScoreMirror } from './cube/score-figures.ts'
import { CoverageIndex, type Coverage } from './reading/coverage-index.ts'
import { measureReader } from './reading/measure-reader.ts'
import type { ReportedFigures } from './reading/reported-figures.ts'
import { ObservationReader } from './reading/observations.ts'
import { ObservationStore } from './reading/observation-store.ts'
import { headMark, type HeadMark } from './head-mark.ts'
import { PublicationRecords } from './suppression-record.ts'
import { WaitingMirror } from './waiting-mirror.ts'
import { SettingsIndex } from './reading/settings-index.ts'

/** What follows case_contribution by position (镜像). */
export interface Mirrors {
  head: HeadFigures
  local: LocalFigures
  scores: ScoreMirror
  hours: HourFigures
}

/** What follows from one version of the city pack (城市包版本). */
export interface PackEpoch extends Mirrors {
  pack: CityPack
  tree: RegionTree
  catalog: Catalog
  schema: CaseSchema
}

/** What a question is answered from: one position, one pack version, one instant (截至). */
export interface Standing extends EvaluateContext {
  epoch: PackEpoch
  coverage: Coverage
  /** The same readings, for questions that ask for many periods or hours of few figures. */
  wideReader(): MeasureReader
  /** True when it is a past position: the instant is then the replayed one. */
  replay: boolean
}

const finestTracked: LevelId = 'town'
const rowsAtOnce = 2_000
const standingsKept = 6

/**
 * The city as readers see it (城市视图): mirrors that follow the log, and `standing(at)`, the context of
 * every question. Reads only; one connection.
 */
export class CityView {
  readonly zone: Zone
  readonly positions: Positions
  /** The cases that wait (待办). */
  readonly waiting: WaitingMirror
  readonly #rows: CaseRows
  readonly #coverage: CoverageIndex
  readonly #observations: ObservationReader
  readonly #reports: ObservationStore
  readonly #headMark: () => HeadMark
  readonly #publications: PublicationRecords
  readonly #settings: SettingsIndex
  readonly #versions
  readonly #instant
  readonly #epochs = new Map<string, PackEpoch>()
  /** By layout: a pack whose thresholds alone have changed counts in the same mirrors. */
  readonly #mirrors = new Map<string, Mirrors>()
  readonly #standings = new Map<number, Standing>()
  #current: PackEpoch
  #mark: MirrorMark = { position: 0, row: 0 }
  #followed = 0
  #keptRow = 0

  constructor(
    readonly database: Database,
    pack: CityPack,
    readonly clock: { now(): number },
    /** Where the mirrors were kept when the city was last read; null = count them from the rows. */
    keptIn: string | null = null,
  ) {
    this.zone = makeZone(pack.zone)
    this.positions = commitPositions(database.sqlite)
    this.waiting = new WaitingMirror(database)
    this.#rows = caseRows(database)
    this.#versions = packVersions(database.sqlite)
    this.#current = this.#epoch(pack)
    this.#coverage = new CoverageIndex(database, this.#current.tree)
    this.#observations = new ObservationReader(database, this.#current.tree)
    this.#reports = new ObservationStore(database, this.#current.tree)
    this.#headMark = headMark(database)
    this.#publications = new PublicationRecords(database)
    this.#settings = new SettingsIndex(database)
    this.#instant = database.sqlite.prepare<
      [number],
      { publishedThrough: number; recordedAt: number }
    >(
      `SELECT published_through AS publishedThrough, recorded_at AS recordedAt
         FROM commits WHERE position = ?`,
    )
    if (keptIn !== null) {
      const kept = restoreMirror(keptIn, database, this.#current)
      if (kept) this.#mark = kept
      this.#keptRow = this.#mark.row
    }
    this.follow()
  }

  /** The position that head answers are given as of. */
  get position(): number {
    return this.#mark.position
  }

  get epoch(): PackEpoch {
    return this.#current
  }

  /** Brings the mirrors up to what is committed; cheap when nothing is new. */
  follow(): void {
    const { position, contribution, observation } = this.#headMark()
    if (position === this.#followed) return
    for (let last = this.#mark.row; last < contribution;) {
      const { rows, lastId } = this.#rows.after(last, rowsAtOnce, contribution)
      if (rows.length === 0) break
      for (const row of rows) {
        for (const { head, local, scores, hours } of this.#mirrors.values()) {
          head.add(row)
          scores.add(row)
          hours.add(row)
          local.touch(row)
        }
      }
      last = lastId
    }
    this.#coverage.follow(position)
    this.#settings.follow(position)
    this.#reports.follow(position, observation)
    this.waiting.follow()
    this.#followed = position
    this.#mark = { position, row: contribution }
    for (const { head, scores } of this.#mirrors.values()) {
      head.position = position
      scores.position = position
    }
  }

  /** Keeps the mirrors in a file, for the next start; does nothing where no row is new. */
  keep(path: string): void {
    if (this.unkept === 0) return
    keepMirror(path, this.database, this.#mark, this.#current)
    this.#keptRow = this.#mark.row
  }

  /** Rows that a start would have to count again. */
  get unkept(): number {
    return this.#mark.row - this.#keptRow
  }

  /** Reads ahead what boards will ask for, one measure at each step. */
  *warm(): Generator<void> {
    for (const { id, origin } of this.#current.pack.measures) {
      if (origin === 'reported' && this.#reports.load(id)) yield
    }
    const today = this.zone.dayOf(this.clock.now())
    yield* this.#current.scores.warm(today)
    yield* this.#current.hours.warm(today)
    yield* this.waiting.warm()
  }

  /**
   * The context to answer from: the head now, or the commit at or before `at` with the pack then in
   * force and the instant it was known. Raises `not-found` before the first commit.
   */
  standing(at?: number): Standing {
    if (at === undefined)
      return this.#make(this.#mark.position, this.#current, this.clock.now(), false)
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
    const { catalog, tree, schema, head, local, hours } = epoch
    let figures: CaseFigures = head
    // Rows committed after a past standing was made still lie after it: load what it lacks at once.
    if (replay) figures = figuresAsOf(head, position)
    const coverage = replay ? this.#coverage.asOf(position) : this.#coverage.head()
    const settings = this.#settings.asOf(position, epoch.pack)
    const { zone } = this
    const sources = {
      ...{ catalog, tree, zone, schema, now, coverage },
      figuresFor: (region: RegionId) => (isTracked(tree, region) ? figures : local.at(position)),
      reported: this.#reported(position),
    }
    const reader = measureReader(sources)
    const publications = this.#publications.asOf(position, (at) =>
      measureReader({
        ...sources,
        coverage: this.#coverage.asOf(at),
        reported: this.#reported(at),
      }),
    )
    const judged = { settings, publications }
    return {
      ...judged,
      catalog,
      zone,
      reader,
      wideReader: () => {
        const byHour = hours.at(position, now, sources.figuresFor)
        return measureReader({ ...sources, figuresFor: () => byHour, wide: true })
      },
      now,
      regions: tree,
      position,
      epoch,
      coverage,
      replay,
    }
  }

  #reported(position: number): ReportedFigures {
    return this.#reports.asOf(position, this.#observations.asOf(position))
  }

  #epoch(pack: CityPack): PackEpoch {
    const known = this.#epochs.get(pack.hash)
    if (known) return known
    const tree = new RegionTree(pack.regions)
    const schema = compileCaseSchema(pack)
    const departments = pack.departments.map((d) => d.id)
    const layout = [layoutOf(schema, tree), ...departments].join('|')
    let mirrors = this.#mirrors.get(layout)
    if (!mirrors) {
      const tracked: RegionId[] = tree.all.filter((r) => isTracked(tree, r.id)).map((r) => r.id)
      const head = new HeadFigures(schema, this.zone, this.#rows, tree, tracked)
      const scores = new ScoreMirror(scoreSlots(pack, tree), this.zone, this.#rows)
      const hours = new HourFigures(head, tree)
      mirrors = { head, local: localFigures(head, tree), scores, hours }
      this.#mirrors.set(layout, mirrors)
    }
    const epoch = { pack, tree, catalog: makeCatalog(pack), schema, ...mirrors }
    this.#epochs.set(pack.hash, epoch)
    return epoch
  }

  /** The pack version in force at a position; one of another layout gets mirrors of its own. */
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
    const layouts = this.#mirrors.size
    const epoch = this.#epoch(decodePack(content))
    if (this.#mirrors.size === layouts) return epoch
    let last = 0
    while (last < this.#mark.row) {
      const { rows, lastId } = this.#rows.after(last, rowsAtOnce, this.#mark.row)
      if (rows.length === 0) break
      for (const row of rows) {
        epoch.head.add(row)
        epoch.scores.add(row)
      }
      last = lastId
    }
    epoch.head.position = this.#mark.position
    epoch.scores.position = this.#mark.position
    return epoch
  }
}

/** A standing that is read by the wide reader (宽读), for many periods or hours of few figures. */
export function wideStanding(view: CityView, at?: number): Standing {
  const standing = view.standing(at)
  return { ...standing, reader: standing.wideReader() }
}

const isTracked = (tree: RegionTree, region: RegionId): boolean =>
  levelIds.indexOf(tree.get(region).level) <= levelIds.indexOf(finestTracked)
