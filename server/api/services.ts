import type { Asker } from '../../shared/access/asker.ts'
import type { FactVerdict } from '../../shared/events/source-fact.ts'
import type { LiveFeed } from '../live/live-feed.ts'
import type { CityReference } from '../queries/city-facts.ts'
import type { CityView } from '../queries/city-view.ts'
import type { Health } from '../queries/health.ts'

/** What the interfaces stand on; the composition root provides it. */
export interface Services {
  view: CityView
  reference: CityReference
  feed: LiveFeed
  /** Takes source facts in the name of a key; answers once they are on disk. */
  take(asker: Asker, facts: readonly unknown[]): Promise<FactVerdict[]>
  /** Who a request's credentials are; null = nobody we know. */
  askerOf(credentials: { bearer: string | null }): Asker | null
  health(): Health
}

/** What every procedure is given: the services and who asks. */
export interface RequestContext {
  services: Services
  asker: Asker | null
}
