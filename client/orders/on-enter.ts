/** Enter sends the form: not while Chinese is being composed, not on a button, not with Shift in a text. */
export function onEnter(event: KeyboardEvent, submit: () => void): void {
  if (event.isComposing || event.shiftKey) return
  if (event.target instanceof HTMLButtonElement) return
  event.preventDefault()
  submit()
}
