import type { ChartStyle } from '../../shared/charts/style.ts'
import type { Tokens } from '../styles/tokens.ts'

/** The look of analysis charts on screen (屏上图样), from the tokens in force: dark or light. */
export const screenStyle = (tokens: Tokens): ChartStyle => {
  const { ink, rem } = tokens
  const deep = tokens['chosen-ink']
  return {
    paper: tokens['panel-solid'],
    ink,
    ink2: tokens['ink-2'],
    ink3: tokens['ink-3'],
    line: tokens.line,
    line2: tokens['line-2'],
    raised: tokens.raised,
    strong: [tokens.data, tokens['strong-2'], tokens['strong-3']],
    quiet: tokens.quiet,
    ghost: tokens.ghost,
    threshold: tokens.threshold,
    fill: tokens['data-3'],
    red: tokens.s1,
    yellow: tokens.s3,
    ramp: [tokens.c1, tokens.c2, tokens.c3, tokens.c4, tokens.c5, tokens.c6],
    onRamp: [ink, ink, ink, ink, deep, deep],
    missing: tokens['c-null'],
    missingLine: tokens['c-null-line'],
    font: tokens.font,
    fontNum: tokens['font-num'],
    text: rem * 0.875,
    small: rem * 0.8125,
    hair: 1,
    stroke: rem * 0.125,
    still: false,
  }
}
