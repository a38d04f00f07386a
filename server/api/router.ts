import { alertRouter } from './routers/alerts.ts'
import { analysisRouter, annotationRouter } from './routers/analysis.ts'
import { caseRouter } from './routers/cases.ts'
import { cityRouter, regionRouter, themeRouter } from './routers/city.ts'
import { deadLetterRouter } from './routers/dead-letters.ts'
import { facilityRouter } from './routers/facilities.ts'
import { feedRouter } from './routers/feeds.ts'
import { handOffRouter } from './routers/hand-offs.ts'
import { indicatorRouter, measureRouter } from './routers/indicators.ts'
import { liveRouter } from './routers/live.ts'
import { reportRouter, savedRouter } from './routers/reports.ts'
import { scoreRouter } from './routers/scores.ts'
import { searchRouter } from './routers/search.ts'
import { sessionRouter } from './routers/session.ts'
import { warningRouter } from './routers/warnings.ts'
import { router } from './trpc.ts'

/** Every procedure of the command centre; each only checks scope and asks one question. */
export const appRouter = router({
  city: cityRouter,
  region: regionRouter,
  theme: themeRouter,
  indicator: indicatorRouter,
  measure: measureRouter,
  case: caseRouter,
  handOff: handOffRouter,
  alert: alertRouter,
  analysis: analysisRouter,
  annotation: annotationRouter,
  deadLetter: deadLetterRouter,
  feed: feedRouter,
  report: reportRouter,
  saved: savedRouter,
  score: scoreRouter,
  facility: facilityRouter,
  search: searchRouter,
  session: sessionRouter,
  warning: warningRouter,
  live: liveRouter,
})

export type AppRouter = typeof appRouter
