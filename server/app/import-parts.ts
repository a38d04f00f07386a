import { join } from 'node:path'
import type { ImportRouteParts } from '../api/imports-route.ts'
import type { Services } from '../api/services.ts'
import { lookupsOf } from '../ingest/lookups.ts'
import type { RejectedRow } from '../ingest/ports.ts'
import { tryFacts } from '../ingest/try-facts.ts'
import { Uploads, type Timers } from '../ingest/work-orders/uploads.ts'
import type { Clock } from '../log/entry.ts'
import { savedMappings } from '../queries/import-mappings.ts'
import { knownFacts } from '../queries/known-facts.ts'
import { makeWorkingClock } from '../../shared/time/working-clock.ts'
import type { CityView } from '../queries/city-view.ts'

/** What imports over HTTP (工单导入) stand on, wired from the reading side of a server. */
export function importRouteParts(
  { packFolder, dataDir }: { packFolder: string; dataDir: string },
  { attachments }: Pick<Services, 'attachments'>,
  view: CityView,
  reject: (rows: readonly RejectedRow[]) => void,
  clock: Clock,
  timers: Timers,
): ImportRouteParts {
  const known = knownFacts(view.database)
  const { tree } = view.epoch
  const lookups = lookupsOf(() => view.epoch.pack, tree, view.zone)
  return {
    packFolder,
    uploads: new Uploads(join(dataDir, 'uploads'), clock.now, timers),
    now: clock.now,
    reject,
    saved: () => savedMappings(view.database),
    attempt: (asker, facts) =>
      tryFacts(asker, facts, clock.now(), lookups(), {
        known,
        zone: view.zone,
        clock: makeWorkingClock(view.epoch.pack.calendar, view.zone),
        typesOfCase: known.typesOfCase,
        attachment: attachments.find,
      }),
  }
}
