import type { RegionId } from '../../shared/city/pack.ts'
import type { RegionFigure } from '../../shared/indicators/answers.ts'
import { evaluateRegions } from '../../shared/indicators/evaluate.ts'
import type { ThemeHealthAnswer, ThemeStanding } from '../../shared/indicators/theme-answer.ts'
import { alertList } from './alert-list.ts'
import type { CityView, Standing } from './city-view.ts'

/** Walls ask once a minute each; what many ask for together is worked out once in this time. */
const keptFor = 15_000
const kept = new WeakMap<CityView, Map<RegionId, ThemeHealthAnswer>>()

/**
 * How every theme stands in a region (专题态势): the statuses its tiles would show, without their
 * histories, and its open alerts. Live answers may be 15 s old. Raises `not-found` as `standing` does.
 */
export function themeHealth(
  view: CityView,
  question: { region: RegionId; at?: number },
): ThemeHealthAnswer {
  const standing = view.standing(question.at)
  if (question.at !== undefined) return answerOf(view, standing, question)
  const known = kept.get(view)?.get(question.region)
  if (known && isFresh(known, standing)) return known
  const answer = answerOf(view, standing, question)
  const all = kept.get(view) ?? new Map<RegionId, ThemeHealthAnswer>()
  kept.set(view, all.set(question.region, answer))
  return answer
}

/** Of the same day: what stood at 23:59 is not how a new day stands. A clock that was set back asks anew. */
const isFresh = ({ now }: ThemeHealthAnswer, standing: Standing): boolean =>
  Math.abs(standing.now - now) < keptFor &&
  standing.zone.dayOf(standing.now) === standing.zone.dayOf(now)

function answerOf(
  view: CityView,
  standing: Standing,
  { region, at }: { region: RegionId; at?: number },
): ThemeHealthAnswer {
  const { catalog, now, position } = standing
  const window = { grain: 'day', at: now } as const
  const themes = [...catalog.pack.themes].sort((a, b) => a.order - b.order)
  return {
    position,
    now,
    region,
    themes: themes.map(({ id }) => {
      const figures = catalog
        .ofTheme(id)
        .flatMap((indicator) => evaluateRegions({ indicator, regions: [region], window }, standing))
      const alerts = alertList(view, { region, theme: id, limit: 0, at }).total
      return { theme: id, ...judged(figures), alerts }
    }),
  }
}

function judged(figures: readonly RegionFigure[]): Omit<ThemeStanding, 'theme' | 'alerts'> {
  const count = (is: (figure: RegionFigure) => boolean) => figures.filter(is).length
  // A stale figure keeps its place but raises no colour: it may long be otherwise.
  const red = count((f) => f.status === 'red' && !f.stale)
  const yellow = count((f) => f.status === 'yellow' && !f.stale)
  const judgedAtAll = figures.some((f) => f.status === 'normal')
  return {
    worst: red > 0 ? 'red' : yellow > 0 ? 'yellow' : judgedAtAll ? 'normal' : 'unknown',
    red,
    yellow,
    known: count((f) => f.value !== null),
    total: figures.length,
  }
}
