import { onScopeDispose } from 'vue'

/** Ctrl+Z and Ctrl+Shift+Z walk over questions (撤销, 重做), except while something is being typed. */
export function useStepKeys(steps: { undo(): Promise<void>; redo(): Promise<void> }): void {
  function onKeydown(event: KeyboardEvent) {
    const typing = event.target instanceof HTMLElement && typed.includes(event.target.tagName)
    if (typing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return
    event.preventDefault()
    void (event.shiftKey ? steps.redo() : steps.undo())
  }
  window.addEventListener('keydown', onKeydown)
  onScopeDispose(() => window.removeEventListener('keydown', onKeydown))
}

const typed = ['INPUT', 'TEXTAREA', 'SELECT']
