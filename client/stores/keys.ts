import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { KeyRow, NewKey } from '../../shared/access/accounts.ts'
import type { NewKeyOrder } from '../api/accounts-api.ts'
import { tries } from './tries.ts'
import { useCityApi } from './use-city-api.ts'

/** 密钥: of whom a source may report; a new one is told once and then gone. */
export const useKeys = defineStore('keys', () => {
  const api = useCityApi()
  const { busy, said, tried } = tries()
  const rows = shallowRef<readonly KeyRow[] | null>(null)
  const told = shallowRef<(NewKey & { name: string }) | null>(null)
  const done = shallowRef<string | null>(null)

  async function read(): Promise<void> {
    const answer = await tried(() => api.keys())
    if (answer) rows.value = answer.value
  }
  async function create(given: NewKeyOrder): Promise<boolean> {
    told.value = done.value = null
    const made = await tried(() => api.createKey(given))
    if (made === null) return false
    told.value = { ...made.value, name: given.name }
    await read()
    return true
  }
  async function revoke(row: KeyRow): Promise<void> {
    done.value = null
    if ((await tried(() => api.revokeKey(row.id))) === null) return
    if (told.value?.id === row.id) told.value = null
    await read()
    done.value = `“${row.name}”已撤销，立即失效`
  }
  function start(): () => void {
    void read()
    return () => void (told.value = done.value = said.value = null)
  }
  return { rows, told, done, busy, said, create, revoke, start }
})
