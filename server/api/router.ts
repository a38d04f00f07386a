import { alertRouter } from './routers/alerts.ts'
import { caseRouter } from './routers/cases.ts'
import { cityRouter, regionRouter, themeRouter } from './routers/city.ts'
import { facilityRouter } from './routers/facilities.ts'
import { feedRouter } from './routers/feeds.ts'
import { indicatorRouter, measureRouter } from './routers/indicators.ts'
import { liveRouter } from './routers/live.ts'
import { scoreRouter } from './routers/scores.ts'
import { searchRouter } from './routers/search.ts'
import { sessionRouter } from './routers/session.ts'
import { router } from './trpc.ts'

/** Every procedure of the command centre; each only checks scope and asks one question. */
export const appRouter = router({
  city: cityRouter,
  region: regionRouter,
  theme: themeRouter,
  indicator: indicatorRouter,
  measure: measureRouter,
  case: caseRouter,
  alert: alertRouter,
  feed: feedRouter,
  score: scoreRouter,
  facility: facilityRouter,
  search: searchRouter,
  session: sessionRouter,
  live: liveRouter,
})

export type AppRouter = typeof appRouter
