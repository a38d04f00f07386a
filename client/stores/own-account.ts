import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import type { OwnSession, TotpOffer } from '../../shared/access/session-answers.ts'
import { tries } from './tries.ts'
import { useCityApi } from './use-city-api.ts'
import { useWho } from './who.ts'

/** One's own account (我的账号): where one has signed in, the password, the second factor. */
export const useOwnAccount = defineStore('own-account', () => {
  const api = useCityApi()
  const who = useWho()
  const { busy, said, tried } = tries()
  const sessions = shallowRef<readonly OwnSession[] | null>(null)
  /** What an authenticator app is given, until a code confirms it. */
  const offer = shallowRef<TotpOffer | null>(null)
  /** What was done last, in words; null = nothing yet. */
  const done = shallowRef<string | null>(null)

  async function read(): Promise<void> {
    sessions.value = (await tried(() => api.ownSessions()))?.value ?? sessions.value
  }
  async function act(words: string, work: () => Promise<void>): Promise<boolean> {
    done.value = null
    if ((await tried(work)) === null) return false
    done.value = words
    await who.renew()
    if (who.answer !== null) await read()
    return true
  }
  const revoke = (id: string) => act('已撤销', () => api.revokeSession(id))
  const changePassword = (old: string, next: string) =>
    act('密码已改，其他会话已退出', () => api.changePassword({ old, next }))
  async function beginTotp(): Promise<void> {
    offer.value = (await tried(() => api.totpBegin()))?.value ?? null
  }
  async function confirmTotp(code: string): Promise<boolean> {
    const enrolled = await act('动态口令已启用', () => api.totpConfirm(code.trim()))
    if (enrolled) offer.value = null
    return enrolled
  }

  function start(): () => void {
    // A demo person has no account, and no sessions to ask for.
    const stop = watch(
      () => who.answer?.account?.name,
      (name) => name !== undefined && void read(),
      { immediate: true },
    )
    return () => {
      stop()
      offer.value = done.value = said.value = null
    }
  }
  return {
    ...{ sessions, offer, done, busy, said },
    ...{ revoke, changePassword, beginTotp, confirmTotp, start },
  }
})
