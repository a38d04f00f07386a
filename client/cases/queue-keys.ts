/** What a key asks of the queue (键盘). */
export type KeyIntent =
  | { do: 'move'; by: number; extend: boolean }
  | { do: 'ends'; to: 'first' | 'last' }
  | { do: 'check' }
  | { do: 'check-all' }
  | { do: 'open' }
  | { do: 'close' }
  | { do: 'help' }
  | { do: 'filter'; index: number }
  | { do: 'letter'; letter: string }

interface Pressed {
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}

const page = 10
const moves: Record<string, number> = {
  ...{ j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 },
  ...{ PageDown: page, PageUp: -page },
}

/** One key, one intent; null for what is none of the queue's. Letters that stand for verbs come last. */
export function intentOf(pressed: Pressed): KeyIntent | null {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = pressed
  if (altKey) return null
  const plain = key.length === 1 ? key.toLowerCase() : key
  if (ctrlKey || metaKey) return plain === 'a' ? { do: 'check-all' } : null
  const by = moves[plain]
  if (by !== undefined) return { do: 'move', by, extend: shiftKey }
  if (plain === 'Home') return { do: 'ends', to: 'first' }
  if (plain === 'End') return { do: 'ends', to: 'last' }
  if (plain === ' ' || plain === 'x') return { do: 'check' }
  if (plain === 'Enter') return { do: 'open' }
  if (plain === 'Escape') return { do: 'close' }
  if (plain === '?' || plain === '？') return { do: 'help' }
  if (/^[1-9]$/.test(plain)) return { do: 'filter', index: Number(plain) - 1 }
  return /^[a-z]$/.test(plain) && !shiftKey ? { do: 'letter', letter: plain } : null
}

const typed =
  'input:not([type=checkbox]), textarea, select, [contenteditable], dialog, [role=dialog], [role=menu]'
const pressable = 'button, a[href], summary, [role=tab]'

/** True where a key belongs to what has the focus: what is typed into, and a button's own Enter and space. */
export function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest(typed)) return true
  return (key === 'Enter' || key === ' ') && target.closest(pressable) !== null
}
