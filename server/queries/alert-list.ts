import { ruleWords } from '../../shared/alerts/rule-words.ts'
import type { AlertList, AlertRow } from '../../shared/alerts/rows.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import { evaluate } from '../../shared/indicators/evaluate.ts'
import { grainOf } from '../../shared/indicators/span.ts'
import { isSensitive } from '../../shared/indicators/suppression.ts'
import { alertStates, type AlertRecord, type AlertStates } from './alert-states.ts'
import type { CityView, Standing } from './city-view.ts'

export interface AlertQuestion {
  region: RegionId
  /** Left out = all themes. */
  theme?: string
  /** Left out = open ones. */
  state?: 'open' | 'all'
  /** Most rows answered; `total` counts them all. */
  limit?: number
  at?: number
}

const mostRows = 200
const readers = new WeakMap<CityView, AlertStates>()

function statesOf(view: CityView): AlertStates {
  let states = readers.get(view)
  if (states === undefined) readers.set(view, (states = alertStates(view.database)))
  return states
}

/**
 * Alerts inside a region (预警列表), open ones first, red before yellow, newest first. The value of a
 * sensitive indicator is shown only where its figure is.
 */
export function alertList(view: CityView, question: AlertQuestion): AlertList {
  const standing = view.standing(question.at)
  const { catalog, regions, position, now } = standing
  const known = new Set(catalog.pack.indicators.map((i) => i.id))
  const inScope = statesOf(view)
    .asOf(position, question.state ?? 'open')
    .filter(
      (record) =>
        known.has(record.indicator) &&
        regions.find(record.region) !== undefined &&
        regions.inside(record.region, question.region) &&
        (question.theme === undefined ||
          catalog.indicator(record.indicator).theme === question.theme),
    )
    .sort(byUrgency)
  const rows = inScope.slice(0, question.limit ?? mostRows).map((record) => rowOf(record, standing))
  return { position, now, rows, total: inScope.length }
}

const levels = { red: 0, yellow: 1 }

const byUrgency = (a: AlertRecord, b: AlertRecord): number =>
  Number(a.clearedAt !== null) - Number(b.clearedAt !== null) ||
  levels[a.level] - levels[b.level] ||
  b.alert - a.alert

function rowOf(record: AlertRecord, standing: Standing): AlertRow {
  const { catalog, regions } = standing
  const { pack } = catalog
  const indicator = catalog.indicator(record.indicator)
  const shown = !isSensitive(indicator, catalog) || isShown(record, standing)
  const owner = pack.departments.find((d) => d.id === record.owner)
  return {
    alert: record.alert,
    indicator: indicator.id,
    indicatorName: indicator.name,
    theme: indicator.theme,
    region: record.region,
    regionName: regions.get(record.region).name,
    level: record.level,
    value: shown ? record.value : null,
    unit: indicator.unit,
    decimals: indicator.decimals,
    rule: ruleWords(record.rule, record.level, indicator, shown),
    owner: record.owner,
    ownerName: owner?.name ?? record.owner,
    windowLabel: record.windowLabel,
    raisedAt: record.raisedAt,
    levelAt: record.levelAt,
    acknowledgedAt: record.acknowledgedAt,
    acknowledgedBy: record.acknowledgedBy,
    note: record.note,
    clearedAt: record.clearedAt,
    position: record.position,
  }
}

/** Whether the figure that the alert speaks of may be seen as of the asking. */
function isShown({ indicator, region, windowTo }: AlertRecord, standing: Standing): boolean {
  const asked = standing.catalog.indicator(indicator)
  const window = { grain: grainOf(asked), at: windowTo - 1 }
  return evaluate({ indicator: asked, region, window }, standing).value !== null
}
