/** A code holds for so long, and for so many wrong tries (配对码). */
export const codeMs = 120_000
const mostTries = 5

export interface ShownCode {
  code: string
  until: number
}

/** The code that one wall shows (配对); `make` gives six digits that nobody can guess. */
export function pairing(make: () => string) {
  let shown: (ShownCode & { tries: number }) | null = null
  const current = (now: number): ShownCode | null => {
    if (shown !== null && now >= shown.until) shown = null
    return shown === null ? null : { code: shown.code, until: shown.until }
  }
  return {
    current,
    /** Shows a new code; one that still holds stays. */
    show(now: number): void {
      if (current(now) === null) shown = { code: make(), until: now + codeMs, tries: 0 }
    },
    /** Whether this is the code shown; a right one is used up, and so is one that was missed too often. */
    use(given: string, now: number): boolean {
      if (current(now) === null || shown === null) return false
      const right = given.replace(/\s/g, '') === shown.code
      shown.tries += 1
      if (right || shown.tries >= mostTries) shown = null
      return right
    },
  }
}
