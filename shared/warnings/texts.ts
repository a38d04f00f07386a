/** The free text of one `info` (预警正文), masked; null where the source gave none. */
export interface WarningText {
  headline: string | null
  description: string | null
  instruction: string | null
}

const none: WarningText = { headline: null, description: null, instruction: null }

/** Texts as they lie beside the log: one list for a message, in the order of its infos. */
export const joinTexts = (texts: readonly WarningText[]): string => JSON.stringify(texts)

/** The texts again, `count` of them; what was erased is null. */
export function splitTexts(stored: string | null, count: number): WarningText[] {
  const texts = stored === null ? [] : (JSON.parse(stored) as WarningText[])
  return Array.from({ length: count }, (_, i) => texts[i] ?? none)
}
