import type { RegionId } from '../../shared/city/pack.ts'
import { useExplain } from '../stores/explain.ts'
import { useSelection } from '../stores/selection.ts'

/** Opens the 口径 of a figure as it stands on the wall: its indicator, region and period. */
export function useAskWhy(): (indicator: string | null, region?: RegionId) => void {
  const explain = useExplain()
  const selection = useSelection()
  return (indicator, region) => {
    if (indicator === null) return
    explain.open(indicator, { region, window: selection.period ?? undefined })
  }
}
