import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { AccountRow, FirstPassword, Grant } from '../../shared/access/accounts.ts'
import type { NewAccount } from '../api/accounts-api.ts'
import { tries } from './tries.ts'
import { useCityApi } from './use-city-api.ts'

/** 账号: everybody's, the one that is open, and what is done with it. */
export const useAccounts = defineStore('accounts', () => {
  const api = useCityApi()
  const { busy, said, tried } = tries()
  const rows = shallowRef<readonly AccountRow[] | null>(null)
  /** Null = none, `new` = one that is being made. */
  const openId = shallowRef<number | 'new' | null>(null)
  /** A password told once (一次性密码), until the next thing is done. */
  const told = shallowRef<(FirstPassword & { name: string }) | null>(null)
  const done = shallowRef<string | null>(null)
  const open = computed(() => rows.value?.find(({ id }) => id === openId.value) ?? null)

  async function read(): Promise<void> {
    const answer = await tried(() => api.accounts())
    if (answer) rows.value = answer.value
  }
  function look(id: number | 'new' | null): void {
    openId.value = id
    told.value = done.value = said.value = null
  }
  async function act<T>(words: string, work: () => Promise<T>): Promise<{ value: T } | null> {
    told.value = done.value = null
    const answer = await tried(work)
    if (answer === null) return null
    await read()
    done.value = words
    return answer
  }
  async function create(given: NewAccount): Promise<void> {
    const made = await act('账号已建立，待安全管理员授权', () => api.createAccount(given))
    if (made === null) return
    openId.value = made.value.id
    told.value = { ...made.value, name: given.name }
  }
  async function reset(row: AccountRow): Promise<void> {
    const made = await act('密码已重置，其会话已全部退出', () => api.resetPassword(row.id))
    if (made) told.value = { ...made.value, name: row.name }
  }
  const grant = (given: Grant) => act('授权已生效，其会话已更新', () => api.grant(given))
  const disable = (id: number) => act('已停用，其会话已全部退出', () => api.disableAccount(id))
  const enable = (id: number) => act('已启用', () => api.enableAccount(id))
  const unlock = (id: number) => act('已解锁', () => api.unlockAccount(id))
  const endSessions = (id: number) => act('其会话已全部退出', () => api.endSessions(id))
  const resetTotp = (id: number) => act('动态口令已重置，须重新启用', () => api.resetTotp(id))
  const rename = (id: number, displayName: string) =>
    act('已改名', () => api.renameAccount({ id, displayName }))

  function start(): () => void {
    void read()
    return () => look(null)
  }
  return {
    ...{ rows, open, openId, told, done, busy, said },
    ...{ look, create, reset, grant, disable, enable, unlock, endSessions, resetTotp, rename },
    start,
  }
})
