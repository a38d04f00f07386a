import type { Asker } from '../../shared/access/asker.ts'
import { visibleTo } from '../../shared/access/visible.ts'
import type { CaseRow } from '../../shared/cases/rows.ts'
import type { CaseState } from '../../shared/cases/state.ts'
import { fold } from '../../shared/cases/fold.ts'
import type { CaseRules } from '../../shared/cases/rules.ts'
import { caseRulesOf } from '../../shared/cases/rules-of-pack.ts'
import { belowDistrict } from '../../shared/indicators/suppression.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import { DomainError } from '../../shared/errors.ts'
import type { Fact } from '../../shared/events/index.ts'
import { factReader, type FactReader } from '../db/facts.ts'
import { caseRowMaker, storedCaseColumns, type CaseRowMaker, type StoredCase } from './case-rows.ts'
import type { CityView, PackEpoch, Standing } from './city-view.ts'

/** Reads cases one by one, as they stand at the head or stood at a past position. */
export interface CaseReader {
  /** Rows of these cases in the order given; cases unknown at the standing are left out. */
  rows(caseIds: readonly number[], standing: Standing): CaseRow[]
  /** One stored case as a row of the standing; null when it was not known then. */
  row(stored: StoredCase, standing: Standing): CaseRow | null
  facts(caseId: number, standing: Standing): Fact[]
  /** A case with its state and facts, at the head as just committed; null when it was not known then. */
  opened(caseId: number, standing: Standing): OpenedCase | null
  /** The same, for an asker who may see it. Raises `not-found` for another's as for one that is not there. */
  seen(caseId: number, standing: Standing, asker: Asker): OpenedCase
  /** How the standing's pack reads cases. */
  rules(standing: Standing): CaseRules
  /** Whether a case may be listed for a region: in it, and not a sensitive one below district. */
  listed(row: CaseRow, region: RegionId, standing: Standing): boolean
}

export interface OpenedCase {
  row: CaseRow
  state: CaseState
  /** In the order of the log. */
  facts: Fact[]
}

const makers = new WeakMap<PackEpoch, { maker: CaseRowMaker; rules: CaseRules }>()

/** A reader over the view's connection. */
export function caseReader(view: CityView): CaseReader {
  const { sqlite } = view.database
  const facts: FactReader = factReader(sqlite)
  const byIds = sqlite.prepare<[string], StoredCase>(
    `SELECT ${storedCaseColumns} FROM case_state
     WHERE case_id IN (SELECT value FROM json_each(?))`,
  )
  const titleOf = sqlite
    .prepare<[number], string | null>('SELECT title FROM case_state WHERE case_id = ?')
    .pluck()
  const helpers = (epoch: PackEpoch) => {
    let known = makers.get(epoch)
    if (!known) {
      known = {
        maker: caseRowMaker(epoch.pack, epoch.tree),
        rules: caseRulesOf(epoch.pack, view.zone),
      }
      makers.set(epoch, known)
    }
    return known
  }
  const row = (stored: StoredCase, standing: Standing): CaseRow | null => {
    const { maker, rules } = helpers(standing.epoch)
    if (!standing.replay || stored.position <= standing.position) return maker.fromStored(stored)
    const state = fold(stored.caseId, facts.ofCase(stored.caseId, 0, standing.position), rules)
    return state === null ? null : maker.fromState(state, stored.title)
  }
  const opened = (caseId: number, standing: Standing): OpenedCase | null => {
    const { maker, rules } = helpers(standing.epoch)
    const told = facts.ofCase(caseId, 0, standing.replay ? standing.position : undefined)
    const state = fold(caseId, told, rules)
    if (state === null) return null
    return { row: maker.fromState(state, titleOf.get(caseId) ?? null), state, facts: told }
  }
  return {
    row,
    opened,
    seen: (caseId, standing, asker) => {
      const found = opened(caseId, standing)
      if (found !== null && visibleTo(asker, standing.regions)(found.row)) return found
      throw new DomainError({ code: 'not-found', params: { what: 'case', id: caseId } })
    },
    rows: (caseIds, standing) => {
      const stored = new Map(byIds.all(JSON.stringify(caseIds)).map((c) => [c.caseId, c]))
      return caseIds.flatMap((id) => {
        const found = stored.get(id)
        return found ? (row(found, standing) ?? []) : []
      })
    },
    rules: ({ epoch }) => helpers(epoch).rules,
    facts: (caseId, standing) => facts.ofCase(caseId, 0, standing.position),
    listed: (found, region, { regions }) => {
      if (found.withheld && belowDistrict(regions.get(region).level)) return false
      if (region === regions.root.id) return true
      return found.region !== null && regions.inside(found.region, region)
    },
  }
}
