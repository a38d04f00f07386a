import { defineStore } from 'pinia'
import { computed } from 'vue'
import { useSelection } from './selection.ts'
import { useSession } from './session.ts'
import { useTime } from './time.ts'

export const drillTabs = ['change', 'multiples', 'trend'] as const
/** 为什么变化, 下级区域, 走势. */
export type DrillTab = (typeof drillTabs)[number]

export const changeSplits = ['region', 'type', 'department'] as const
/** 按区域, 按类型, 按部门. */
export type ChangeSplit = (typeof changeSplits)[number]

const oneOf = <T extends string>(known: readonly T[], said: string | null): T | null =>
  known.find((one) => one === said) ?? null

/** What the drill looks at (下钻): the address says it, and this says what follows from it. */
export const useDrill = defineStore('drill', () => {
  const selection = useSelection()
  const session = useSession()
  const time = useTime()

  const at = computed(() => time.replay?.position ?? null)
  const here = computed(() =>
    selection.region === null ? null : session.regions.find(selection.region),
  )
  const below = computed(() => (here.value ? session.regions.childrenOf(here.value.id) : []))
  const siblings = computed(() => {
    const parent = here.value?.parentId ?? null
    return parent === null ? [] : session.regions.childrenOf(parent)
  })
  /** The indicator looked at: the one chosen, else the theme's own. */
  const indicator = computed(() => {
    const theme = session.themes.find((one) => one.id === selection.theme)
    return selection.focus ?? theme?.defaultIndicator ?? null
  })
  const tab = computed<DrillTab>(() => oneOf(drillTabs, selection.address.tab) ?? 'change')
  /** A place without parts is split by type. */
  const by = computed<ChangeSplit>(
    () => oneOf(changeSplits, selection.address.by) ?? (below.value.length > 0 ? 'region' : 'type'),
  )

  return {
    at,
    here,
    below,
    siblings,
    indicator,
    tab,
    by,
    selectTab: (next: DrillTab) => void selection.go({ tab: next }, 'replace'),
    selectBy: (next: ChangeSplit) => void selection.go({ by: next }, 'replace'),
  }
})
