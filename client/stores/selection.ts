import { defineStore } from 'pinia'
import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { RhythmSlot } from '../../shared/cases/rows.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import type { AskedPeriod } from '../api/city-api.ts'
import {
  fromRoute,
  linkTo,
  readPeriod,
  windowWord,
  type Address,
  type PageName,
} from './address.ts'
import { useSession } from './session.ts'
import { useTime } from './time.ts'

const quarter = 15 * 60_000
/** What was open in one place does not follow to another. */
const shut = { case: null, warning: null, explain: null, of: null, window: null }

/** What is chosen (选择). The address bar is the truth; every change goes through it. */
export const useSelection = defineStore('selection', () => {
  const route = useRoute()
  const router = useRouter()
  const session = useSession()
  const time = useTime()

  const page = computed<PageName>(() => (route.path.startsWith('/drill') ? 'drill' : 'wall'))
  const address = computed(() => fromRoute(route))
  const region = computed<RegionId | null>(() => {
    const { city, regions } = session
    if (!city) return null
    const asked = address.value.region
    return asked !== null && regions.find(asked) ? asked : city.cityRegion
  })
  const theme = computed(() => {
    const asked = session.themes.find((item) => item.id === address.value.theme)
    return (asked ?? session.themes[0])?.id ?? null
  })
  /** True on a 专题图, false on the 总图: the city's first theme. */
  const themed = computed(() => theme.value !== null && theme.value !== session.themes[0]?.id)
  const period = computed(() => readPeriod(address.value.period))
  const focus = computed(() => address.value.focus)
  const caseId = computed(() => address.value.case)
  const trail = computed(() => (region.value === null ? [] : session.regions.trailOf(region.value)))

  // A navigation overtaken by the next one never lands: the next one carries what it wanted.
  let intended: { address: Address; how: 'push' | 'replace' } | null = null
  async function go(change: Partial<Address>, how: 'push' | 'replace' = 'push') {
    const mine = {
      address: { ...(intended?.address ?? address.value), ...change },
      how: intended?.how === 'push' ? 'push' : how,
    } as const
    intended = mine
    try {
      await router[mine.how](linkTo(page.value, mine.address))
    } finally {
      if (intended === mine) intended = null
    }
  }

  function selectRegion(id: RegionId) {
    if (id === region.value) return
    void go({ region: id === session.city?.cityRegion ? null : id, ...shut })
  }
  function selectTheme(id: string) {
    if (id === theme.value) return
    void go({ theme: id === session.themes[0]?.id ? null : id, focus: null, period: null, ...shut })
  }
  function selectFocus(id: string) {
    if (id !== focus.value) void go({ focus: id, period: null })
  }
  /** Shows the boards of a past period; null = the present again. */
  function selectPeriod(chosen: AskedPeriod | null) {
    const word = chosen && windowWord(chosen)
    if (word !== address.value.period) void go({ period: word })
  }
  /** Choosing the chosen case again lets go of it. */
  function selectCase(id: number | null) {
    void go({ case: id === caseId.value ? null : id })
  }

  /** One drag is one step of the back button: it leads to where the drag began. */
  function scrub(slot: RhythmSlot) {
    if (slot.position === null) return
    const how = address.value.at === null ? 'push' : 'replace'
    time.goTo(slot.position, Math.min(slot.from + quarter, time.now))
    void go({ at: slot.position }, how)
  }
  function live() {
    if (!time.replay) return
    time.goTo(null)
    void go({ at: null })
  }

  watch(
    () => address.value.at,
    (position) => time.goTo(position),
    { immediate: true, flush: 'sync' },
  )

  watch(
    () => [address.value.region, session.city] as const,
    ([id]) => id !== null && void session.learnAround(id),
    { immediate: true },
  )

  return {
    page,
    address,
    go,
    region,
    theme,
    themed,
    period,
    focus,
    caseId,
    trail,
    selectRegion,
    selectTheme,
    selectFocus,
    selectPeriod,
    selectCase,
    scrub,
    live,
  }
})
