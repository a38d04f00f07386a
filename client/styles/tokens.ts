/** The tokens that drawing code (charts, map) needs as values. Names are those of tokens.css. */
export const tokenNames = [
  'abyss',
  'sea-deep',
  'sea',
  'sea-lit',
  'panel-solid',
  'raised',
  'raised-2',
  'line',
  'line-2',
  'ink',
  'ink-2',
  'ink-3',
  'data',
  'data-2',
  'data-3',
  'select',
  'chosen-ink',
  'strong-2',
  'strong-3',
  'quiet',
  'threshold',
  'ghost',
  's1',
  's2',
  's3',
  's4',
  's-ink',
  'c1',
  'c2',
  'c3',
  'c4',
  'c5',
  'c6',
  'c-null',
  'c-null-line',
  'font',
  'font-num',
] as const
export type TokenName = (typeof tokenNames)[number]
export type Tokens = Record<TokenName, string> & {
  /** Pixels of one rem now: canvas drawing has no rem. */
  rem: number
}

/** Reads the tokens in force at an element (dark or light, wall or desk). */
export function readTokens(element: Element = document.documentElement): Tokens {
  const style = getComputedStyle(element)
  const root = getComputedStyle(document.documentElement)
  const values = Object.fromEntries(
    tokenNames.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
  ) as Record<TokenName, string>
  return { ...values, rem: parseFloat(root.fontSize) || 16 }
}
