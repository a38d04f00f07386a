import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { BackupListAnswer } from '../../shared/backup/backup-answers.ts'
import { tries } from './tries.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

/** While one is being made, the list is asked again this often. */
const watchEvery = 2_000

/** 备份: what there is, the schedule, and one more now. */
export const useBackups = defineStore('backups', () => {
  const api = useCityApi()
  const timers = useTimers()
  const { busy, said, tried } = tries()
  const list = shallowRef<BackupListAnswer | null>(null)
  let cancel = () => {}
  let stopped = true

  async function read(): Promise<void> {
    cancel()
    const answer = await tried(() => api.backups())
    if (answer) list.value = answer.value
    if (!stopped && list.value?.runningSince != null)
      cancel = timers.after(watchEvery, () => void read())
  }
  async function run(): Promise<void> {
    if ((await tried(() => api.runBackup())) !== null) await read()
  }
  function start(): () => void {
    stopped = false
    void read()
    return () => {
      stopped = true
      cancel()
    }
  }
  return { list, busy, said, run, start }
})
