import type { Severity } from '../../../shared/city/pack.ts'
import type { CapInfo } from './record.ts'

/** How the national release system (国家突发事件预警信息发布系统) writes a level where CAP has a severity. */
export const domesticColours = ['Red', 'Orange', 'Yellow', 'Blue'] as const

const ofCap: Record<string, Severity | null> = {
  ...{ Extreme: 1, Severe: 2, Moderate: 3, Minor: 4 },
  ...{ Red: 1, Orange: 2, Yellow: 3, Blue: 4, Unknown: null },
}

/** The four colours of 突发事件应对法 §42, as words or as numerals. */
const colours: readonly (readonly [RegExp, Severity])[] = [
  [/^(red|红色?|I级?|Ⅰ级?|一级|特别重大)$/i, 1],
  [/^(orange|橙色?|II级?|Ⅱ级?|二级|重大)$/i, 2],
  [/^(yellow|黄色?|III级?|Ⅲ级?|三级|较大)$/i, 3],
  [/^(blue|蓝色?|IV级?|Ⅳ级?|四级|一般)$/i, 4],
]
/** Which eventCode or parameter speaks of the level; others may hold a colour that means another thing. */
const levelNames =
  /^(colou?r|severity|(alert|warning|signal) ?(level|colou?r)|预警(级别|等级|颜色)|颜色|级别)$/i

/**
 * Ⅰ–Ⅳ of a content: the colour that a domestic level gives, else CAP's severity (Extreme Ⅰ … Minor Ⅳ).
 * Unknown stays unknown: null, never a colour.
 */
export function severityOf({
  severity,
  codes,
}: Pick<CapInfo, 'severity' | 'codes'>): Severity | null {
  for (const { name, value } of codes) {
    if (!levelNames.test(name.trim())) continue
    const colour = colours.find(([form]) => form.test(value.trim()))
    if (colour) return colour[1]
  }
  return ofCap[severity] ?? null
}
