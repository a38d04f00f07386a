const focusable = 'button, input, select, textarea, a[href], [tabindex]:not([tabindex="-1"])'

/** Tab goes round inside the sheet, and never out to the browser's own bars. */
export function keepFocus(event: KeyboardEvent, root: HTMLElement | null): void {
  if (event.key !== 'Tab' || root === null) return
  const all = [...root.querySelectorAll<HTMLElement>(focusable)].filter(
    (element) => !element.matches(':disabled'),
  )
  const [from, to] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]]
  if (document.activeElement !== from || !to) return
  event.preventDefault()
  to.focus()
}
