/** So long after a hand was on it, what a page asks still counts as asked by its person. */
const lateMs = 60_000
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/**
 * The header of what a page asks by itself (无人操作): it does not prolong its person's session. For the
 * life of the page; `now` in ms from any beginning.
 */
export function idleHeader(
  page: Pick<EventTarget, 'addEventListener'>,
  now: () => number = () => performance.now(),
): () => { 'x-shiyu-idle'?: '1' } {
  let touchedAt = now()
  const touched = () => void (touchedAt = now())
  for (const sign of signs) page.addEventListener(sign, touched, { passive: true, capture: true })
  return () => (now() - touchedAt > lateMs ? { 'x-shiyu-idle': '1' } : {})
}
