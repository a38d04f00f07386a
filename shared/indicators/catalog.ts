import type {
  CityPack,
  CompositePart,
  Feed,
  Indicator,
  Measure,
  ThresholdRule,
} from '../city/pack.ts'
import { DomainError } from '../errors.ts'
import type { IndicatorMeta } from './answers.ts'

/** The pack's indicators and measures with what follows from them, found by id (指标目录). */
export interface Catalog {
  readonly pack: CityPack
  indicator(id: string): Indicator
  ofTheme(theme: string): readonly Indicator[]
  measure(id: string): Measure
  /** Feeds whose coverage decides whether the measure is missing or zero. */
  feedsOf(measure: Measure): readonly Feed[]
  measuresOf(indicator: Indicator): readonly Measure[]
  parts(composite: string): readonly CompositePart[]
  /** True when every measure that sets the window arrives in real time. */
  isLive(indicator: Indicator): boolean
  /** `rule` is the threshold in force; left out = the pack's. */
  meta(indicator: Indicator, rule?: ThresholdRule): IndicatorMeta
}

const found = <T>(map: ReadonlyMap<string, T>, id: string, what: string): T => {
  const item = map.get(id)
  if (item === undefined) throw new DomainError({ code: 'not-found', params: { what, id } })
  return item
}

/** Indexes a pack once; raises `not-found` for ids that it does not hold. */
export function makeCatalog(pack: CityPack): Catalog {
  const indicators = new Map(pack.indicators.map((i) => [i.id, i]))
  const measures = new Map(pack.measures.map((m) => [m.id, m]))
  const feeds = new Map(pack.feeds.map((f) => [f.id, f]))
  const departments = new Map(pack.departments.map((d) => [d.id, d.name]))
  const caseFeeds = pack.feeds.filter((f) => f.caseSources.length > 0)
  const feedsByMeasure = new Map<string, readonly Feed[]>()
  const themes = new Map<string, Indicator[]>()
  for (const i of [...pack.indicators].sort((a, b) => a.order - b.order)) {
    themes.set(i.theme, [...(themes.get(i.theme) ?? []), i])
  }
  const parts = new Map<string, CompositePart[]>()
  for (const part of pack.composites) {
    parts.set(part.composite, [...(parts.get(part.composite) ?? []), part])
  }

  const feedsOf = (measure: Measure): readonly Feed[] => {
    const known = feedsByMeasure.get(measure.id)
    if (known) return known
    const wanted = measure.caseSources
    const feed = measure.feed === null ? undefined : feeds.get(measure.feed)
    const result =
      measure.origin === 'cases'
        ? caseFeeds.filter(
            (f) => wanted.length === 0 || f.caseSources.some((s) => wanted.includes(s)),
          )
        : feed
          ? [feed]
          : []
    feedsByMeasure.set(measure.id, result)
    return result
  }
  const measuresByIndicator = new Map<Indicator, readonly Measure[]>()
  const measuresOf = (indicator: Indicator): readonly Measure[] => {
    let known = measuresByIndicator.get(indicator)
    if (!known) {
      const base = indicator.base !== null && measures.has(indicator.base) ? [indicator.base] : []
      const ids = [...indicator.numerator, ...indicator.denominator, ...base]
      known = ids.map((id) => found(measures, id, 'measure'))
      measuresByIndicator.set(indicator, known)
    }
    return known
  }

  const isLive = (indicator: Indicator): boolean => {
    const all = measuresOf(indicator)
    const flows = all.filter((m) => m.kind === 'flow')
    const deciding = flows.length > 0 ? flows : all
    return (
      deciding.length > 0 &&
      deciding.every(
        (m) =>
          m.origin !== 'reported' ||
          feedsOf(m).every((f) => f.rhythm === 'realtime' || f.rhythm === 'on-event'),
      )
    )
  }

  return {
    pack,
    indicator: (id) => found(indicators, id, 'indicator'),
    ofTheme: (theme) => themes.get(theme) ?? [],
    measure: (id) => found(measures, id, 'measure'),
    feedsOf,
    measuresOf,
    parts: (composite) => parts.get(composite) ?? [],
    isLive,
    meta: (i, rule = i.threshold) => ({
      id: i.id,
      theme: i.theme,
      name: i.name,
      // 无量纲: a dash in the pack says that there is no unit to print.
      unit: i.unit === '—' ? '' : i.unit,
      decimals: i.decimals,
      direction: i.direction,
      formula: i.formula,
      caseCount:
        i.formula === 'value' ? (measures.get(i.numerator[0] ?? '')?.caseCount ?? null) : null,
      period: i.period,
      live: isLive(i),
      finestLevel: i.finestLevel,
      department: i.department,
      departmentName: departments.get(i.department) ?? i.department,
      definition: i.definition,
      definitionVersion: i.definitionVersion,
      sensitive: i.sensitive,
      yellowLine: rule.kind === 'absolute' ? rule.yellow : null,
      redLine: rule.kind === 'absolute' ? rule.red : null,
      alarmSide: rule.alarmSide,
      classes: i.classes ?? { method: 'natural', breaks: [] },
    }),
  }
}
