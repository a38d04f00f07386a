import { computed } from 'vue'
import { useTime } from './time.ts'
import { useWho } from './who.ts'

/** Whether 督办 is offered beside a case: to a leader, and of the present. */
export function useMaySupervise() {
  const who = useWho()
  const time = useTime()
  return computed(() => who.role === 'leader' && time.replay === null)
}
