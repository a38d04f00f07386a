import { computed, type ComputedRef } from 'vue'

/**
 * A computed value that stays the very same object while its content is the same: what is drawn from
 * it is not drawn again because an equal answer arrived. For plain data of modest size.
 */
export function keepEqual<T>(compute: () => T): ComputedRef<T> {
  let words = ''
  return computed<T>((before) => {
    const next = compute()
    const said = JSON.stringify(next)
    if (before !== undefined && said === words) return before
    words = said
    return next
  })
}
