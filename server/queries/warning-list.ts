import type { RegionId } from '../../shared/city/pack.ts'
import type { RegionTree } from '../../shared/regions/tree.ts'
import { endOf, stateOf } from '../../shared/warnings/fold.ts'
import type {
  WarningList,
  WarningPart,
  WarningRow,
  WarningStep,
} from '../../shared/warnings/rows.ts'
import type { CityView } from './city-view.ts'
import { warningStates, type WarningRecord, type WarningStates } from './warning-states.ts'

export interface WarningQuestion {
  region: RegionId
  /** Left out = in force; `all` = also what is to come, over, ended, a test, or not of this city. */
  state?: 'in-force' | 'all'
  limit?: number
  at?: number
}

const mostRows = 100
const readers = new WeakMap<CityView, WarningStates>()

/** The messages of a city's log; one reader for each view. */
export function warningsOf(view: CityView): WarningStates {
  let states = readers.get(view)
  if (states === undefined) readers.set(view, (states = warningStates(view.database)))
  return states
}

/**
 * Public warnings that concern a region (公共预警列表): its own, those of what lies in it and of what it
 * lies in; gravest first, unknown last, then newest. Those of no region of ours are listed for the
 * city's whole history only.
 */
export function warningList(view: CityView, question: WarningQuestion): WarningList {
  const { position, now, regions: tree } = view.standing(question.at)
  const states = warningsOf(view)
  const all = question.state === 'all'
  const records = all ? states.all(position) : states.current(position, now)
  const found = records.flatMap((record): WarningRow[] => {
    const state = stateOf({ ...record.message, kind: record.kind, ends: record.ends }, now)
    if (!all && state !== 'in-force') return []
    const parts = partsOf(record, question.region, tree).filter(
      ({ from, until }) => all || (from <= now && now < until),
    )
    const foreign = all && question.region === tree.root.id && parts.length === 0
    if (parts.length === 0 && !foreign) return []
    const { sender, identifier, sentAt, status, signed } = record.message
    return [
      {
        ...{ warning: record.position, sender, identifier, sentAt, status, signed, state, parts },
        kind: record.kind,
        endedAt: endOf({ status, ends: record.ends })?.sentAt ?? null,
        steps: [],
      },
    ]
  })
  const rows = found.sort(byGravity).slice(0, question.limit ?? mostRows)
  return {
    ...{ position, now, total: found.length },
    rows: rows.map((row) => ({ ...row, steps: states.chain(row, position).map(stepOf) })),
  }
}

/** The contents that concern a region, gravest first. */
function partsOf(
  { message, texts }: WarningRecord,
  region: RegionId,
  tree: RegionTree,
): WarningPart[] {
  return message.infos
    .flatMap((info, i): WarningPart[] => {
      const near = info.regions.filter(
        (id) => tree.find(id) && (tree.inside(id, region) || tree.inside(region, id)),
      )
      const text = texts[i]
      if (near.length === 0 || text === undefined) return []
      const { event, severity, senderName, from, until, untilGiven, onset, areas } = info
      const regions = near.map((id) => ({ id, name: tree.get(id).name }))
      return [
        {
          ...text,
          event,
          severity,
          senderName,
          from,
          until,
          untilGiven,
          onset,
          areas,
          regions,
        },
      ]
    })
    .sort((a, b) => gravity(a.severity) - gravity(b.severity))
}

const gravity = (severity: number | null | undefined): number => severity ?? 5

const byGravity = (a: WarningRow, b: WarningRow): number =>
  gravity(a.parts[0]?.severity) - gravity(b.parts[0]?.severity) ||
  b.sentAt - a.sentAt ||
  b.warning - a.warning

function stepOf({ kind, message, texts }: WarningRecord): WarningStep {
  const severities = message.infos.flatMap(({ severity }) => severity ?? [])
  return {
    ...{ kind, sentAt: message.sentAt },
    severity: severities.length === 0 ? null : (Math.min(...severities) as 1 | 2 | 3 | 4),
    headline: texts[0]?.headline ?? null,
  }
}
