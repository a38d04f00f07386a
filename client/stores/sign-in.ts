import { defineStore } from 'pinia'
import { computed, inject, ref } from 'vue'
import { useRoute } from 'vue-router'
import { homeOf } from '../../shared/access/pages.ts'
import { signOnFault } from '../api/account-faults.ts'
import { backTo, leaveForKey, loadAnew } from './back-to.ts'
import { tries } from './tries.ts'
import { useCityApi } from './use-city-api.ts'

/** Signing in (登录): name and password, then the code where the account has one, then back. */
export const useSignIn = defineStore('sign-in', () => {
  const api = useCityApi()
  const route = useRoute()
  const leaveFor = inject(leaveForKey, loadAnew)
  const { busy, said, tried } = tries()
  const name = ref('')
  const password = ref('')
  const code = ref('')
  const needsCode = ref(false)
  const to = computed(() => backTo(route.query.to))
  /** Why the single sign-on led back here; null = it did not. */
  const fault = computed(() =>
    typeof route.query.fault === 'string' ? signOnFault(route.query.fault) : null,
  )

  async function submit(): Promise<void> {
    const done = await tried(() =>
      api.signIn({
        ...{ name: name.value, password: password.value },
        ...(needsCode.value ? { code: code.value.trim() } : {}),
      }),
    )
    if (done === null) {
      code.value = ''
      return
    }
    if (done.value.needs === 'code') {
      needsCode.value = true
      return
    }
    password.value = code.value = ''
    const { asker } = done.value.session
    leaveFor(to.value ?? homeOf(asker?.roles ?? []))
  }
  /** Back to name and password. */
  function again(): void {
    needsCode.value = false
    password.value = code.value = ''
    said.value = null
  }
  return { name, password, code, needsCode, to, fault, busy, said, submit, again }
})
