import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import type { AppRouter } from '../../server/api/router.ts'
import type { BoundaryFeatures, CityApi, FeedEvents } from './city-api.ts'

/** The server's tRPC API; queries are single GETs, so that a cache can answer them. */
export function createTrpcApi(url: string): CityApi {
  const trpc = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (op) => op.type === 'subscription',
        true: httpSubscriptionLink({ url }),
        false: httpLink({ url }),
      }),
    ],
  })
  const given = (at: number | null) => at ?? undefined
  return {
    city: () => trpc.city.get.query(),
    regions: async (around) =>
      (await trpc.region.tree.query(around === undefined ? {} : { root: around, depth: 1 }))
        .regions,
    boundaries: async (level) =>
      (await trpc.region.boundaries.query({ level })).features as BoundaryFeatures | null,
    themes: () => trpc.theme.list.query(),
    board: ({ region, theme, focus, at }) =>
      trpc.indicator.board.query({
        region,
        theme,
        window: { grain: 'day' },
        focus: focus ?? undefined,
        at: given(at),
      }),
    cases: ({ region, order, limit, at }) =>
      trpc.case.list.query({ region, order, limit, status: 'open', at: given(at) }),
    caseRow: async (caseId, at) => (await trpc.case.get.query({ caseId, at: given(at) })).row,
    rhythm: (region, at) => trpc.case.rhythm.query({ region, at: given(at) }),
    feed: (region) => (from, events) =>
      subscribe(events, (handlers) =>
        trpc.live.feed.subscribe({ region, lastEventId: from ?? undefined }, handlers),
      ),
  }
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
