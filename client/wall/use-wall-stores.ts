import { onScopeDispose } from 'vue'
import { useAlerts } from '../stores/alerts.ts'
import { useBoard } from '../stores/board.ts'
import { useCases } from '../stores/cases.ts'
import { useFacilities } from '../stores/facilities.ts'
import { useLive } from '../stores/live.ts'
import { useOperatingStage } from '../stores/operating-stage.ts'
import { useRhythm } from '../stores/rhythm.ts'
import { useSession } from '../stores/session.ts'
import { useSeries } from '../stores/series.ts'
import { useThemeHealth } from '../stores/theme-health.ts'
import { useTime } from '../stores/time.ts'
import { useWarnings } from '../stores/warnings.ts'
import { useWho } from '../stores/who.ts'

/** Everything the wall listens to, for as long as the wall is on screen. */
export function useWallStores(): void {
  const stores = [
    useTime(),
    useSession(),
    useLive(),
    useBoard(),
    useCases(),
    useRhythm(),
    useThemeHealth(),
    useAlerts(),
    useWarnings(),
    useSeries(),
    useFacilities(),
    useOperatingStage(),
    useWho(),
  ]
  const stops = stores.map((store) => store.start())
  onScopeDispose(() => stops.forEach((stop) => stop()))
}
