import { caseRouter } from './routers/cases.ts'
import { cityRouter, regionRouter, themeRouter } from './routers/city.ts'
import { indicatorRouter } from './routers/indicators.ts'
import { liveRouter } from './routers/live.ts'
import { router } from './trpc.ts'

/** Every procedure of the command centre; each only checks scope and asks one question. */
export const appRouter = router({
  city: cityRouter,
  region: regionRouter,
  theme: themeRouter,
  indicator: indicatorRouter,
  case: caseRouter,
  live: liveRouter,
})

export type AppRouter = typeof appRouter
