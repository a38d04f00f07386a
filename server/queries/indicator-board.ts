import type { LevelId, RegionId } from '../../shared/city/pack.ts'
import { levelIds } from '../../shared/city/pack.ts'
import type { BoardAnswer } from '../../shared/indicators/answers.ts'
import { evaluate, evaluateHistory, evaluateRegions } from '../../shared/indicators/evaluate.ts'
import { ruleFor } from '../../shared/indicators/status.ts'
import { resolveWindow, type Window } from '../../shared/time/period.ts'
import { DomainError } from '../../shared/errors.ts'
import type { CityView, Standing } from './city-view.ts'

export interface BoardQuestion {
  region: RegionId
  theme: string
  window: Window
  /** The indicator on the map; left out = the theme's own. */
  focus?: string
  at?: number
}

const sparkPeriods = 30

/** The board of one theme for one region (看板): every figure from `evaluate`. Raises `not-found`. */
export const indicatorBoard = (view: CityView, question: BoardQuestion): BoardAnswer =>
  boardOf(view.standing(question.at), question)

/** The same board from a standing already taken. */
export function boardOf(standing: Standing, question: Omit<BoardQuestion, 'at'>): BoardAnswer {
  const { catalog, regions } = standing
  const { region, window } = question
  const theme = catalog.pack.themes.find((t) => t.id === question.theme)
  if (!theme) {
    throw new DomainError({ code: 'not-found', params: { what: 'theme', id: question.theme } })
  }
  const indicators = catalog.ofTheme(theme.id)
  const focus = catalog.indicator(question.focus ?? theme.defaultIndicator)
  const children = regions.childrenOf(region).map((r) => r.id)
  const below = deeper(standing, region)
  const asked = resolveWindow(standing.zone, window, standing.now)
  const judgedBy = { to: Math.min(asked.to, standing.now) }
  return {
    position: standing.position,
    now: standing.now,
    region,
    theme: theme.id,
    window: asked,
    tiles: indicators.map((indicator) => ({
      ...evaluate({ indicator, region, window }, standing),
      meta: catalog.meta(indicator, ruleFor(indicator, judgedBy, standing)),
      ...evaluateHistory({ indicator, region, window, n: sparkPeriods }, standing),
    })),
    focus: focus.id,
    children: evaluateRegions({ indicator: focus, regions: children, window }, standing),
    grandchildren: evaluateRegions({ indicator: focus, regions: below, window }, standing),
  }
}

const finestOnMap: LevelId = 'town'

/** The sub-regions one level below the children, as far as the map colours them. */
function deeper({ regions }: Standing, region: RegionId): RegionId[] {
  return regions
    .childrenOf(region)
    .flatMap((child) => regions.childrenOf(child.id))
    .filter((r) => levelIds.indexOf(r.level) <= levelIds.indexOf(finestOnMap))
    .map((r) => r.id)
}
