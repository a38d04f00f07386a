import { ref } from 'vue'
import { saidOf } from './said.ts'

/** One thing done at a time (办理): whether it is on its way, and why the last was not done. */
export function tries() {
  const busy = ref(false)
  const said = ref<string | null>(null)

  /** What it answers; null where it was refused (`said` says why) or another is still on its way. */
  async function tried<T>(work: () => Promise<T>): Promise<{ value: T } | null> {
    if (busy.value) return null
    busy.value = true
    said.value = null
    try {
      return { value: await work() }
    } catch (error) {
      said.value = saidOf(error)
      return null
    } finally {
      busy.value = false
    }
  }
  return { busy, said, tried }
}
