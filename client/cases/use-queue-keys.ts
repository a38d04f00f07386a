import { onScopeDispose, type Ref } from 'vue'
import type { CaseVerb } from '../../shared/cases/orders.ts'
import { intentOf, isTaken, type KeyIntent } from './queue-keys.ts'
import { verbLetter } from './queue-verbs.ts'

/** What the keys drive: the hand, the page's sheets and its queues. */
export interface Keyed {
  verbs: Ref<readonly CaseVerb[]>
  move(by: number, extend: boolean): void
  ends(to: 'first' | 'last'): void
  check(): void
  checkAll(): void
  open(): void
  close(): void
  help(): void
  filter(index: number): void
  begin(verb: CaseVerb): void
  /** False while something else on the page has the keys. */
  listens(): boolean
}

/** The whole queue by keyboard, wherever on the page the focus is, except where a key is typed. */
export function useQueueKeys(keyed: Keyed): void {
  const acts: { [K in KeyIntent['do']]: (intent: Extract<KeyIntent, { do: K }>) => void } = {
    move: ({ by, extend }) => keyed.move(by, extend),
    ends: ({ to }) => keyed.ends(to),
    check: () => keyed.check(),
    'check-all': () => keyed.checkAll(),
    open: () => keyed.open(),
    close: () => keyed.close(),
    help: () => keyed.help(),
    filter: ({ index }) => keyed.filter(index),
    letter: ({ letter }) => {
      const verb = keyed.verbs.value.find((one) => verbLetter[one] === letter)
      if (verb) keyed.begin(verb)
    },
  }
  function onKeydown(event: KeyboardEvent) {
    if (event.defaultPrevented || event.isComposing || !keyed.listens()) return
    const intent = intentOf(event)
    if (intent === null || isTaken(event.target, event.key)) return
    event.preventDefault()
    acts[intent.do](intent as never)
  }
  window.addEventListener('keydown', onKeydown)
  onScopeDispose(() => window.removeEventListener('keydown', onKeydown))
}
