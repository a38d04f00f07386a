import { stepOf } from '../../indicators/classify.ts'
import type { AnalysisLine, StatisticsAnswer } from '../answers.ts'
import { latestPeriod, oneLevel } from '../selection.ts'
import { classesOf } from './heat.ts'
import type { MapPanel, RefusedPanel } from './model.ts'
import * as parts from './parts.ts'

/** 地图: the latest whole period by region, in the indicator's own classes. */
export const mapPanels = (given: parts.ViewGiven): (MapPanel | RefusedPanel)[] =>
  parts.byIndicator(given.answer.lines).map(([indicator, lines]) => map(given, indicator, lines))

function map(
  given: parts.ViewGiven,
  indicator: string,
  all: readonly AnalysisLine[],
): MapPanel | RefusedPanel {
  const head = parts.headOf(given, indicator)
  const peers = oneLevel(parts.regionsOf(given))
  const lines = peers.flatMap(({ id }) => all.find(({ region }) => region === id) ?? [])
  const [peer] = peers
  if (peer === undefined || lines.length < 2)
    return parts.refusedPanel(head.title, '地图需要至少两个同级区域')
  const empty = parts.emptiness(lines)
  if (empty !== null) return parts.refusedPanel(head.title, empty)
  const period = latestPeriod(lines)
  if (period === null) return parts.refusedPanel(head.title, '窗内没有有数的整期')
  const cells = lines.map(({ region, points }) => ({
    region,
    point: points.find((point) => point.from === period.from),
  }))
  const classes = classesOf(
    given,
    indicator,
    cells.map(({ point }) => point?.value ?? null),
  )
  const { from, to, label, partial } = period
  return {
    ...head,
    kind: 'map',
    cautions: [
      ...parts.leftOutWords(given, all.length, lines.length),
      ...parts.annotationWords(given, [indicator], period),
    ],
    period: { from, to, label, partial },
    level: peer.level,
    regions: cells.map(({ region, point }) => ({
      region,
      name: parts.nameOf(given, region),
      value: point?.value ?? null,
      absence: point?.absence ?? 'no-data',
      status: point?.status ?? 'unknown',
      step: stepOf(classes, point?.value ?? null),
    })),
    classes,
    hotSpots: given.statistics.find((one) => isHotSpots(one, indicator)) ?? null,
  }
}

const isHotSpots = (
  one: StatisticsAnswer,
  indicator: string,
): one is Extract<StatisticsAnswer, { method: 'hot-spots' }> =>
  one.method === 'hot-spots' && one.indicator === indicator
