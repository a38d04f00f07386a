import { defineStore } from 'pinia'
import { computed, reactive, shallowRef } from 'vue'
import { useRoute } from 'vue-router'
import { administratorRoles, type AdministratorRole } from '../../shared/access/asker.ts'
import { passwordFaults } from '../../shared/access/passwords.ts'
import { tries } from './tries.ts'
import { useCityApi } from './use-city-api.ts'

/** One of the three as it is typed. */
export interface FirstPersonDraft {
  role: AdministratorRole
  name: string
  displayName: string
  password: string
  again: string
}

/** 首次设置: the three administrators, and the link that makes them. */
export const useSetUp = defineStore('set-up', () => {
  const api = useCityApi()
  const route = useRoute()
  const { busy, said, tried } = tries()
  const done = shallowRef(false)
  const token = computed(() => (typeof route.query.token === 'string' ? route.query.token : null))
  const people = reactive<FirstPersonDraft[]>(
    administratorRoles.map((role) => ({
      role,
      name: '',
      displayName: '',
      password: '',
      again: '',
    })),
  )
  const faultsOf = (one: FirstPersonDraft) =>
    one.password === '' ? [] : passwordFaults(one.password, one.name)
  const complete = computed(
    () =>
      people.every(
        (one) =>
          one.name.trim() !== '' &&
          one.displayName.trim() !== '' &&
          one.password !== '' &&
          faultsOf(one).length === 0 &&
          one.again === one.password,
      ) && new Set(people.map(({ name }) => name.trim().toLowerCase())).size === people.length,
  )

  async function submit(): Promise<void> {
    const given = token.value
    if (given === null || !complete.value) return
    const made = people.map(({ again: _, ...one }) => one)
    if ((await tried(() => api.completeSetup({ token: given, people: made }))) === null) return
    done.value = true
    for (const one of people) one.password = one.again = ''
  }
  return { token, people, faultsOf, complete, done, busy, said, submit }
})
