import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { PeersAnswer } from '../../shared/indicators/peers-answer.ts'
import type { PeersQuestion } from '../api/city-api.ts'
import { asked } from './drill-asked.ts'
import { useDrill } from './drill.ts'
import { useSelection } from './selection.ts'
import { useCityApi } from './use-city-api.ts'

/** The theme's indicators of the chosen region beside its siblings (指标对标). */
export const usePeers = defineStore('peers', () => {
  const api = useCityApi()
  const drill = useDrill()
  const selection = useSelection()
  const question = computed<PeersQuestion | null>(() => {
    const { region, theme } = selection
    if (region === null || theme === null) return null
    return { region, theme, window: selection.period ?? undefined, at: drill.at }
  })
  const peers = asked<PeersQuestion, PeersAnswer>((q) => api.peers(q), question)
  const caseload = computed(() => peers.answer.value?.caseload ?? [])
  return { ...peers, caseload }
})
