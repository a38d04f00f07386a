import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import type { AppRouter } from '../../server/api/router.ts'
import { procedureOf } from '../../shared/cases/orders.ts'
import type { LetterChoice } from '../../shared/dead-letters/orders.ts'
import { accountsApi } from './accounts-api.ts'
import { analysisApi } from './analysis-api.ts'
import { tellingTime, type ClockSaid } from './clock-said.ts'
import { idleHeader } from './hands-on.ts'
import { importsApi } from './imports-api.ts'
import { keepFile } from './keep-file.ts'
import { keepingApi } from './keeping-api.ts'
import { ownHeader } from './own-header.ts'
import { reportsApi } from './reports-api.ts'
import { wallApi } from './wall-api.ts'
import type { BoundaryFeatures, CityApi, FeedEvents } from './city-api.ts'

/** The server's tRPC API; queries are single GETs, so that a cache can answer them. */
export function createTrpcApi(url: string): CityApi {
  const hearing = new Set<(said: ClockSaid) => void>()
  const fetch = tellingTime((said) => hearing.forEach((hear) => hear(said)))
  const idle = idleHeader(window)
  const trpc = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (op) => op.type === 'subscription',
        true: httpSubscriptionLink({ url }),
        false: httpLink({ url, headers: () => ({ ...ownHeader, ...idle() }), fetch }),
      }),
    ],
  })
  const given = (at: number | null) => at ?? undefined
  return {
    city: () => trpc.city.get.query(),
    regions: async (around) =>
      (await trpc.region.tree.query(around === undefined ? {} : { root: around, depth: 1 }))
        .regions,
    boundaries: async (level, within) =>
      (await trpc.region.boundaries.query({ level, within })).features as BoundaryFeatures | null,
    themes: () => trpc.theme.list.query(),
    themeHealth: (region, at) => trpc.theme.health.query({ region, at: given(at) }),
    board: ({ region, theme, focus, at, period }) =>
      trpc.indicator.board.query({
        region,
        theme,
        window: period ?? { grain: 'day' },
        focus: focus ?? undefined,
        at: given(at),
      }),
    cases: ({ at, ...question }) =>
      trpc.case.list.query({ ...question, status: 'open', at: given(at) }),
    series: ({ indicators, regions, at, ...rest }) =>
      trpc.indicator.series.query({
        ...rest,
        indicators: [...indicators],
        regions: [...regions],
        at: given(at),
      }),
    explain: ({ at, ...question }) => trpc.indicator.explain.query({ ...question, at: given(at) }),
    observations: ({ cursor, at, ...question }) =>
      trpc.indicator.observations.query({
        ...question,
        cursor: cursor ?? undefined,
        at: given(at),
      }),
    change: ({ at, ...question }) => trpc.indicator.change.query({ ...question, at: given(at) }),
    peers: ({ at, ...question }) => trpc.indicator.peers.query({ ...question, at: given(at) }),
    caseDetail: (caseId, at) => trpc.case.get.query({ caseId, at: given(at) }),
    caseRow: async (caseId, at) => (await trpc.case.get.query({ caseId, at: given(at) })).row,
    alerts: ({ region, theme, state, limit, at }) =>
      trpc.alert.list.query({ region, theme: theme ?? undefined, state, limit, at: given(at) }),
    acknowledge: async (order) => void (await trpc.alert.acknowledge.mutate(order)),
    warnings: ({ region, at }) => trpc.warning.list.query({ region, at: given(at) }),
    rhythm: (region, at) => trpc.case.rhythm.query({ region, at: given(at) }),
    feedHealth: ({ at }) => trpc.feed.health.query({ at: given(at) }),
    scores: ({ at, ...question }) => trpc.score.table.query({ ...question, at: given(at) }),
    facilities: (question) => trpc.facility.list.query(question),
    search: ({ at, ...question }) => trpc.search.query.query({ ...question, at: given(at) }),
    scoreCases: ({ cursor, at, ...question }) =>
      trpc.score.cases.query({ ...question, cursor: cursor ?? undefined, at: given(at) }),
    handOffs: ({ at, ...question }) => trpc.handOff.rates.query({ ...question, at: given(at) }),
    handOffCases: ({ cursor, at, ...question }) =>
      trpc.handOff.cases.query({ ...question, cursor: cursor ?? undefined, at: given(at) }),
    who: () => trpc.session.who.query(),
    chooseRole: (choice) => trpc.session.choose.mutate(choice),
    caseOrder: ({ verb, ...order }) => {
      // Which of the procedures it is shows itself only at run time; each checks its own fields.
      const procedure = trpc.case[procedureOf(verb)] as unknown as GiveOrder
      return procedure.mutate(order)
    },
    caseQueue: ({ at, ...question }) => trpc.case.queue.query({ ...question, at: given(at) }),
    caseParcel: (caseId, at) => trpc.case.parcel.query({ caseId, at: given(at) }),
    caseProposal: (caseId) => trpc.case.proposal.query({ caseId }),
    caseDuplicates: (caseId) => trpc.case.duplicates.query({ caseId }),
    eventTypes: () => trpc.city.types.query(),
    keepFile,
    ...accountsApi(trpc),
    ...keepingApi(trpc),
    ...importsApi,
    ...analysisApi(trpc),
    ...reportsApi(trpc),
    ...wallApi(trpc),
    clock: (hear) => {
      hearing.add(hear)
      return () => hearing.delete(hear)
    },
    letters: (question) => trpc.deadLetter.list.query(question),
    letter: (letter) => trpc.deadLetter.get.query({ letter }),
    correctLetter: (letter, content) => trpc.deadLetter.correct.mutate({ letter, content }),
    replayLetters: (choice) => trpc.deadLetter.replay.mutate(chosenLetters(choice)),
    dropLetters: (choice, note) => trpc.deadLetter.drop.mutate({ of: chosenLetters(choice), note }),
    feed: (region) => (from, events) =>
      subscribe(events, (handlers) =>
        trpc.live.feed.subscribe({ region, lastEventId: from ?? undefined }, handlers),
      ),
  }
}

const chosenLetters = (choice: LetterChoice) =>
  'letters' in choice ? { letters: [...choice.letters] } : choice

interface GiveOrder {
  mutate(order: object): Promise<{ position: number }>
}

interface Handlers {
  onStarted(): void
  onData(value: { id: string; data: Parameters<FeedEvents['frame']>[1] }): void
  onError(error: unknown): void
  onStopped(): void
  onConnectionStateChange(change: { state: string }): void
}

function subscribe(events: FeedEvents, start: (on: Handlers) => { unsubscribe(): void }) {
  const subscription = start({
    onStarted: () => events.connected(),
    onData: ({ id, data }) => events.frame(id, data),
    onError: (error) => events.failed(error),
    onStopped: () => events.failed(new Error('The feed was ended by the server.')),
    onConnectionStateChange: ({ state }) => {
      if (state === 'connecting') events.connecting()
    },
  })
  return () => subscription.unsubscribe()
}
