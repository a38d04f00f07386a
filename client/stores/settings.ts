import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { SettingList } from '../../shared/indicators/setting-answers.ts'
import type { LinesOrder, TargetOrder } from '../api/keeping-api.ts'
import { tries } from './tries.ts'
import { useCityApi } from './use-city-api.ts'

/** 阈值与目标: what figures are judged by, the open indicator, and what is set over the pack. */
export const useSettings = defineStore('settings', () => {
  const api = useCityApi()
  const { busy, said, tried } = tries()
  const list = shallowRef<SettingList | null>(null)
  const openId = shallowRef<string | null>(null)
  const done = shallowRef<string | null>(null)
  const open = computed(
    () => list.value?.rows.find(({ indicator }) => indicator === openId.value) ?? null,
  )

  async function read(): Promise<void> {
    const answer = await tried(() => api.settings())
    if (answer) list.value = answer.value
  }
  function look(id: string | null): void {
    openId.value = id
    done.value = said.value = null
  }
  async function act(words: string, work: () => Promise<void>): Promise<void> {
    done.value = null
    if ((await tried(work)) === null) return
    await read()
    done.value = words
  }
  const setLines = (order: LinesOrder) => act('阈值已设定', () => api.setLines(order))
  const setTarget = (order: TargetOrder) => act('目标已设定', () => api.setTarget(order))
  function start(): () => void {
    void read()
    return () => look(null)
  }
  return { list, open, openId, done, busy, said, look, setLines, setTarget, start }
})
