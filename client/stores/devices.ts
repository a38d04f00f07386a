import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RegionId } from '../../shared/city/pack.ts'
import type { DeviceRow } from '../../shared/access/accounts.ts'
import { tries } from './tries.ts'
import { useCityApi } from './use-city-api.ts'

/** 大屏: the walls that are paired, pairing by code, and revoking. */
export const useDevices = defineStore('devices', () => {
  const api = useCityApi()
  const { busy, said, tried } = tries()
  const rows = shallowRef<readonly DeviceRow[] | null>(null)
  const done = shallowRef<string | null>(null)

  async function read(): Promise<void> {
    const answer = await tried(() => api.devices())
    if (answer) rows.value = answer.value
  }
  async function act(words: string, work: () => Promise<void>): Promise<boolean> {
    done.value = null
    if ((await tried(work)) === null) return false
    await read()
    done.value = words
    return true
  }
  const pair = (given: { code: string; name: string; regions: RegionId[] }) =>
    act(`“${given.name}”已配对，大屏几秒内打开`, () => api.pairDevice(given))
  const revoke = (row: DeviceRow) =>
    act(`“${row.name}”已撤销，大屏几秒内回到配对画面`, () => api.revokeDevice(row.id))

  function start(): () => void {
    void read()
    return () => void (done.value = said.value = null)
  }
  return { rows, done, busy, said, pair, revoke, start }
})
