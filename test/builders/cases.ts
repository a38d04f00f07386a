import { lapseKey, lapses } from '../../shared/cases/lapses.ts'
import { fold } from '../../shared/cases/fold.ts'
import type { CaseRules } from '../../shared/cases/rules.ts'
import type { CaseState, Rating } from '../../shared/cases/state.ts'
import type { Limit, RegionId, Severity } from '../../shared/city/pack.ts'
import type { BodyOf, CaseFactType, Fact } from '../../shared/events/index.ts'
import { makeWorkingClock } from '../../shared/time/working-clock.ts'
import { makeZone } from '../../shared/time/zone.ts'
import { smallPack } from '../small-pack.ts'

export const minutes = (n: number): number => n * 60_000
export const hours = (n: number): number => minutes(n * 60)
export const days = (n: number): number => hours(n * 24)

/** The instant at which a clock in Nantong shows `yyyy-mm-dd hh:mm`. */
export const at = (local: string): number => Date.parse(`${local.replace(' ', 'T')}:00+08:00`)

/** The rules of the small pack: working time of a Chinese office, the ladder of lights. */
export function caseRules(changes: Partial<CaseRules> = {}): CaseRules {
  const { calendar, zone, limits, lights } = smallPack()
  return { clock: makeWorkingClock(calendar, makeZone(zone)), limits, lights, ...changes }
}

export const rules = caseRules()

interface Order {
  at: number
  limit?: Limit | null
  /** Disposal deadline; left out = from the limit. */
  due?: number | null
  /** Closing deadline; left out = a working day after the disposal deadline. */
  closingDue?: number | null
}

/** One fact of a case as the log holds it, its position being `position`. */
export const factOf = <T extends CaseFactType>(
  type: T,
  occurredAt: number,
  body: BodyOf<T>,
  {
    position = 1,
    source = 'grid',
    key = `${type}:${occurredAt}`,
  }: { position?: number; source?: string; key?: string } = {},
): Fact =>
  ({
    position,
    stream: 'case',
    streamId: 1,
    type,
    version: 1,
    occurredAt,
    publishedAt: occurredAt,
    recordedAt: occurredAt,
    source,
    key,
    pack: 1,
    body,
  }) as unknown as Fact

/** What passing time adds to a case, recorded as the scheduler does: all of it, or up to `until`. */
export function recordedLapses(state: CaseState, until = Infinity, from = 1_000_000): Fact[] {
  return lapses(state, rules)
    .filter((lapse) => lapse.at <= until)
    .map((lapse, i) =>
      factOf(lapse.type, lapse.at, lapse.body, {
        position: from + i,
        source: 'scheduler',
        key: lapseKey(state, lapse),
      }),
    )
}

/** A case told step by step: `aCase().reportedIn(101).acceptedAt(…).dispatchedTo('sanitation', …)`. */
export function aCase(caseId = 1): CaseBuilder {
  return new CaseBuilder(caseId)
}

export class CaseBuilder {
  readonly #caseId: number
  readonly #told: { type: CaseFactType; at: number; body: object }[] = []
  #report: BodyOf<'case-reported'>
  #reportedAt = at('2026-11-02 09:00')

  constructor(caseId: number) {
    this.#caseId = caseId
    const number = `2026-${String(caseId).padStart(6, '0')}`
    this.#report = { number, type: '0101', region: 101, point: null, severity: 4 }
  }

  reportedIn(region: RegionId | null): this {
    this.#report.region = region
    return this
  }
  ofType(type: string): this {
    this.#report.type = type
    return this
  }
  ofSeverity(severity: Severity): this {
    this.#report.severity = severity
    return this
  }
  /** 第几次同点同类诉求. */
  repeatedFor(ordinal: number): this {
    this.#report.repeatOrdinal = ordinal
    return this
  }
  reportedAt(instant: number): this {
    this.#reportedAt = instant
    return this
  }

  acceptedAt(instant: number, registerDeadline: number | null = null): this {
    return this.#tell('case-accepted', instant, { registerDeadline })
  }
  declinedAt(instant: number): this {
    return this.#tell('case-declined', instant, {})
  }
  registeredAt(instant: number, dispatchDeadline: number | null = null): this {
    return this.#tell('case-registered', instant, { dispatchDeadline })
  }
  dispatchedTo(department: string, { at, limit = null, due, closingDue }: Order): this {
    const disposalDeadline = due ?? (limit === null ? null : rules.clock.addLimit(at, limit))
    const closing =
      disposalDeadline === null
        ? null
        : rules.clock.addLimit(disposalDeadline, rules.limits.verification)
    const closingDeadline = closingDue ?? closing
    const body = { department, limit, disposalDeadline, closingDeadline }
    return this.#tell('case-dispatched', at, body)
  }
  signedAt(instant: number, department?: string): this {
    return this.#tell('case-signed', instant, { department })
  }
  returnedAt(instant: number): this {
    return this.#tell('case-returned', instant, {})
  }
  handledFrom(instant: number): this {
    return this.#tell('case-handling-started', instant, {})
  }
  extendedAt(instant: number, disposalDeadline: number, closingDeadline: number): this {
    return this.#tell('case-extended', instant, { disposalDeadline, closingDeadline })
  }
  suspendedAt(instant: number): this {
    return this.#tell('case-suspended', instant, {})
  }
  resumedAt(instant: number): this {
    return this.#tell('case-resumed', instant, {})
  }
  resolvedAt(instant: number): this {
    return this.#tell('case-resolved', instant, {})
  }
  verifiedAt(instant: number): this {
    return this.#tell('case-verified', instant, {})
  }
  reworkedAt(instant: number): this {
    return this.#tell('case-reworked', instant, {})
  }
  closedAt(instant: number): this {
    return this.#tell('case-closed', instant, {})
  }
  rated(rating: Rating, instant: number): this {
    return this.#tell('case-rated', instant, { rating })
  }
  reopenedAt(instant: number): this {
    return this.#tell('case-reopened', instant, {})
  }
  cancelledAt(instant: number): this {
    return this.#tell('case-cancelled', instant, {})
  }
  mergedInto(number: string, instant: number): this {
    return this.#tell('case-merged', instant, { into: number })
  }
  supervisedAt(instant: number, due: number | null = null): this {
    return this.#tell('case-supervised', instant, { owner: 'city-leader', due })
  }
  supervisionClosedAt(instant: number): this {
    return this.#tell('case-supervision-closed', instant, {})
  }
  retypedAt(instant: number, type: string, limit?: Limit | null): this {
    return this.#tell('case-retyped', instant, { type, limit })
  }
  relocatedAt(instant: number, region: RegionId | null): this {
    return this.#tell('case-relocated', instant, { region, point: null })
  }
  handedOverAt(instant: number): this {
    return this.#tell('case-handed-over', instant, { from: 'police-110', to: 'hotline' })
  }
  /** Handled late: resolved so long after its disposal deadline, closed so long after its closing deadline. */
  overdueBy(late: number): this {
    const { disposalDeadline, closingDeadline } = this.state()
    if (disposalDeadline === null || closingDeadline === null)
      throw new Error('only a case with deadlines can be late')
    return this.resolvedAt(disposalDeadline + late).closedAt(closingDeadline + late)
  }

  /** What the sources told, in the order it was told; positions from 1. */
  facts(): Fact[] {
    const told = [
      { type: 'case-reported' as const, at: this.#reportedAt, body: this.#report },
      ...this.#told,
    ]
    return told.map(({ type, at, body }, i) =>
      factOf(type, at, body as BodyOf<CaseFactType>, {
        position: i + 1,
        key: `${this.#caseId}:${String(i).padStart(3, '0')}`,
      }),
    )
  }

  /** The same with every lapse up to `until` recorded. */
  factsBy(until: number): Fact[] {
    const facts = this.facts()
    return [...facts, ...recordedLapses(this.state(), until)]
  }

  state(): CaseState {
    return mustExist(fold(this.#caseId, this.facts(), rules))
  }

  /** The case as it stands at `until`, its lapses recorded. */
  stateBy(until: number): CaseState {
    return mustExist(fold(this.#caseId, this.factsBy(until), rules))
  }

  #tell<T extends CaseFactType>(type: T, instant: number, body: BodyOf<T>): this {
    this.#told.push({ type, at: instant, body })
    return this
  }
}

function mustExist(state: CaseState | null): CaseState {
  if (state === null) throw new Error('a case exists once it is reported')
  return state
}
