import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type {
  AuditFilter,
  AuditListAnswer,
  AuditVerifyAnswer,
} from '../../shared/audit/audit-answers.ts'
import { tries } from './tries.ts'
import { useCityApi } from './use-city-api.ts'

const word = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
const instant = (value: unknown): number | undefined =>
  typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined

/** 审计: the rows that the address asks for, page by page, and whether the chain holds. */
export const useAudit = defineStore('audit', () => {
  const api = useCityApi()
  const route = useRoute()
  const router = useRouter()
  const { busy, said, tried } = tries()
  const checking = tries()
  const answer = shallowRef<AuditListAnswer | null>(null)
  const verdict = shallowRef<AuditVerifyAnswer | null>(null)
  const filter = computed<AuditFilter>(() => {
    const { asker, action, text, from, to } = route.query
    const all = {
      ...{ asker: word(asker), action: word(action), text: word(text) },
      ...{ from: instant(from), to: instant(to) },
    }
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  })
  const file = computed(() => api.auditFile(filter.value))
  let turn = 0

  async function read(): Promise<void> {
    const mine = ++turn
    said.value = null
    try {
      const found = await api.audit({ filter: filter.value, before: null })
      if (mine === turn) answer.value = found
    } catch (error) {
      if (mine !== turn) return
      answer.value = null
      await tried(() => Promise.reject(error as Error))
    }
  }
  async function more(): Promise<void> {
    const shown = answer.value
    if (shown === null || shown.before === null) return
    const mine = turn
    const next = await tried(() => api.audit({ filter: filter.value, before: shown.before }))
    if (next === null || mine !== turn) return
    answer.value = { ...next.value, rows: [...shown.rows, ...next.value.rows] }
  }
  async function verify(): Promise<void> {
    verdict.value = null
    verdict.value = (await checking.tried(() => api.verifyAudit(null)))?.value ?? null
    // To verify is itself a row.
    if (verdict.value !== null) await read()
  }
  /** Changes what is asked for; the address says it. */
  function go(change: Partial<Record<keyof AuditFilter, string | number | undefined>>): void {
    const next = { ...filter.value, ...change }
    const query = Object.entries(next).flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [[key, String(value)]],
    )
    void router.replace({ query: Object.fromEntries(query) })
  }
  function start(): () => void {
    const stop = watch(
      () => (route.path.startsWith('/audit') ? JSON.stringify(filter.value) : null),
      (asked) => void (asked !== null && read()),
      { immediate: true },
    )
    return () => {
      stop()
      turn += 1
      answer.value = verdict.value = null
    }
  }
  return {
    ...{ answer, verdict, filter, file, busy, said, more, verify, go, start },
    checking: checking.busy,
    checkSaid: checking.said,
  }
})
