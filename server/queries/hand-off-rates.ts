import type { HandOffRates, HandOffRow } from '../../shared/cases/hand-off-answers.ts'
import { limitsOf } from '../../shared/city/limits.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import type { ScoreGrain } from '../../shared/scores/answers.ts'
import { periodOf } from '../../shared/time/period.ts'
import { limitWords } from './case-proposal.ts'
import type { CityView, Standing } from './city-view.ts'
import { handOffReader, type HandOffSum } from './hand-off-sums.ts'

export interface HandOffQuestion {
  region: RegionId
  /** The period that holds `at`; left out = the month that holds now. */
  window?: { grain: ScoreGrain; at?: number }
  at?: number
}

/** The span of a question, cut at now: what is still to come counts nothing. */
export function handOffSpan({ window }: HandOffQuestion, { zone, now }: Standing) {
  const grain = window?.grain ?? 'month'
  const { from, to, label } = periodOf(zone, grain, Math.min(window?.at ?? now, now))
  return { from, to: Math.min(to, now), label, partial: to > now, grain }
}

/** Hand-offs by pair (转办与误转率) of what was handed over within a window. Raises `not-found`. */
export function handOffRates(view: CityView, question: HandOffQuestion): HandOffRates {
  const standing = view.standing(question.at)
  standing.regions.get(question.region)
  const window = handOffSpan(question, standing)
  const sums = handOffReader(view).pairs(question.region, window, standing)
  return {
    position: standing.position,
    now: standing.now,
    region: question.region,
    window,
    rows: sums.map((sum) => rowOf(sum, window.to - 1, standing)).sort(byWeight),
  }
}

const byWeight = (a: HandOffRow, b: HandOffRow): number =>
  Number(a.kind === 'department') - Number(b.kind === 'department') ||
  b.handed - a.handed ||
  (a.sender.id + a.receiver.id < b.sender.id + b.receiver.id ? -1 : 1)

function rowOf(sum: HandOffSum, at: number, { epoch, zone }: Standing): HandOffRow {
  const { pack } = epoch
  const { sender, receiver, kind, handed, ended, misrouted, late, minutes } = sum
  const channel = (id: string) => pack.caseSources.find(({ key }) => key === id)?.name ?? id
  const department = (id: string) => pack.departments.find((one) => one.id === id)?.name ?? id
  const to = kind === 'channel' ? { channel: receiver } : { department: receiver }
  const limit = limitsOf(pack).handOff(sender, to, zone.isoDate(zone.dayOf(at)))
  const percent = (part: number) => (handed === 0 ? null : (part / handed) * 100)
  return {
    sender: { id: sender, name: channel(sender) },
    receiver: { id: receiver, name: kind === 'channel' ? channel(receiver) : department(receiver) },
    ...{ kind, handed, ended, misrouted, late },
    limitWords: limit === null ? null : limitWords(limit),
    misroutedPercent: percent(misrouted),
    latePercent: percent(late),
    meanMinutes: ended === 0 ? null : minutes / ended,
  }
}
