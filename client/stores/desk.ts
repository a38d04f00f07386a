import { computed, onScopeDispose, watch } from 'vue'
import { useRoute } from 'vue-router'
import { mayCall } from '../../shared/access/permissions.ts'
import { useLive } from './live.ts'
import { useSession } from './session.ts'
import { useTime } from './time.ts'
import { useWho } from './who.ts'

interface Started {
  start(): () => void
}

/**
 * What every desk page (工作页) stands on: the city, its clock, who asks and, unless it is of accounts
 * rather than of the city, themes and the live feed. Starts them with the page's own stores and stops
 * them with its scope. `frame` and `on` are the page's head.
 */
export function useDesk(own: readonly Started[], given: { live: boolean } = { live: true }) {
  const route = useRoute()
  const session = useSession()
  const time = useTime()
  const live = useLive()
  const who = useWho()
  // A person without a role yet may not even ask which city it is.
  const place = given.live ? session : { start: () => whenAllowed(session, who) }
  const stops = [place, time, ...(given.live ? [live] : []), who, ...own].map((one) => one.start())
  onScopeDispose(() => stops.forEach((stop) => stop()))

  const elsewhere = given.live ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone
  const zone = computed(() => session.city?.zone ?? elsewhere)
  const at = computed(() => (route.query.at ? Number(route.query.at) : null))
  const frame = computed(() => ({
    city: session.city?.title ?? '',
    now: session.city ? time.now : null,
    zone: zone.value,
    demo: session.city?.demo ?? false,
    replayAt: time.replay ? time.shown : null,
    connection: given.live ? live.connection : ('live' as const),
    who: who.answer,
    busy: who.busy,
    at: at.value,
  }))
  const on = { choose: who.choose, leave: who.leave }
  return { session, time, live, who, zone, at, frame, on }
}

/** City and regions for those who may ask for them. */
function whenAllowed(
  session: ReturnType<typeof useSession>,
  who: ReturnType<typeof useWho>,
): () => void {
  let stop = () => {}
  const unwatch = watch(
    () => who.answer !== null && mayCall(who.answer, 'city.get'),
    (may) => {
      stop()
      stop = may ? session.start({ themes: false }) : () => {}
    },
    { immediate: true },
  )
  return () => {
    unwatch()
    stop()
  }
}
