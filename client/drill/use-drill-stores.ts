import { onScopeDispose } from 'vue'
import { useAlerts } from '../stores/alerts.ts'
import { useBoard } from '../stores/board.ts'
import { useCases } from '../stores/cases.ts'
import { useChange } from '../stores/change.ts'
import { useDrillCases } from '../stores/drill-cases.ts'
import { useDrillSeries } from '../stores/drill-series.ts'
import { useLive } from '../stores/live.ts'
import { usePeers } from '../stores/peers.ts'
import { useSession } from '../stores/session.ts'
import { useTime } from '../stores/time.ts'
import { useWarnings } from '../stores/warnings.ts'

/** Everything the drill listens to, for as long as it is on screen. */
export function useDrillStores(): void {
  const stores = [
    useTime(),
    useSession(),
    useLive(),
    useBoard(),
    useAlerts(),
    useWarnings(),
    useCases(),
    usePeers(),
    useChange(),
    useDrillSeries(),
    useDrillCases(),
  ]
  const stops = stores.map((store) => store.start())
  onScopeDispose(() => stops.forEach((stop) => stop()))
}
