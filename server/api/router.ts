import { accountRouter } from './routers/accounts.ts'
import { alertRouter } from './routers/alerts.ts'
import { analysisRouter, annotationRouter } from './routers/analysis.ts'
import { auditRouter, backupRouter } from './routers/audit.ts'
import { caseRouter } from './routers/cases.ts'
import { cityRouter, regionRouter, themeRouter } from './routers/city.ts'
import { deadLetterRouter } from './routers/dead-letters.ts'
import { deviceRouter } from './routers/devices.ts'
import { facilityRouter } from './routers/facilities.ts'
import { feedRouter } from './routers/feeds.ts'
import { handOffRouter } from './routers/hand-offs.ts'
import { indicatorRouter, measureRouter } from './routers/indicators.ts'
import { keyRouter } from './routers/keys.ts'
import { liveRouter } from './routers/live.ts'
import { reportRouter, savedRouter } from './routers/reports.ts'
import { scoreRouter } from './routers/scores.ts'
import { searchRouter } from './routers/search.ts'
import { sessionRouter } from './routers/session.ts'
import { setupRouter } from './routers/setup.ts'
import { settingRouter } from './routers/settings.ts'
import { wallRouter } from './routers/wall.ts'
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
  account: accountRouter,
  alert: alertRouter,
  audit: auditRouter,
  backup: backupRouter,
  analysis: analysisRouter,
  annotation: annotationRouter,
  deadLetter: deadLetterRouter,
  feed: feedRouter,
  report: reportRouter,
  saved: savedRouter,
  score: scoreRouter,
  device: deviceRouter,
  facility: facilityRouter,
  key: keyRouter,
  search: searchRouter,
  session: sessionRouter,
  setup: setupRouter,
  setting: settingRouter,
  wall: wallRouter,
  warning: warningRouter,
  live: liveRouter,
})

export type AppRouter = typeof appRouter
