export const maskedKinds = ['email', 'identity', 'phone', 'plate'] as const
export type MaskedKind = (typeof maskedKinds)[number]
export type MaskCounts = Partial<Record<MaskedKind, number>>

/** What stands in the text instead; the words say what was there. */
export const maskTokens: Record<MaskedKind, string> = {
  email: '[邮箱]',
  identity: '[证件号]',
  phone: '[电话]',
  plate: '[车牌]',
}

const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'
const after = '(?![0-9A-Za-z])'

/** Order matters: an identity number holds what looks like a telephone number. */
const patterns: readonly (readonly [MaskedKind, RegExp])[] = [
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}/g],
  // GB 11643: six digits of place, the date of birth, three digits and a check; 15 before 1999.
  [
    'identity',
    /(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/g,
  ],
  ['identity', /(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)/g],
  [
    'plate',
    new RegExp(
      `[${provinces}][A-HJ-NP-Z][·•・. -]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳领]${after}`,
      'g',
    ),
  ],
  // A foreign plate has no form of its own: only what follows the word is taken.
  [
    'plate',
    /(?<=\b(?:plates?|reg|registration)\b\s{0,2}(?:number|no\.?|#|is)?\s{0,2}[:#]?\s{0,2})(?=[A-Z -]{0,5}\d)[A-Z0-9]{2,4}[ -]?[A-Z0-9]{2,5}\b/gi,
  ],
  // Chinese mobiles, then landlines with an area code, then 400/800 numbers.
  ['phone', /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g],
  ['phone', /(?<!\d)(?:\(0\d{2,3}\)|（0\d{2,3}）|0\d{2,3}[- ]?)\s?[2-9]\d{2,3}[- ]?\d{4}(?!\d)/g],
  ['phone', /(?<!\d)[48]00[- ]\d{3}[- ]?\d{4}(?!\d)/g],
  ['phone', /(?<=(?:电话|手机|座机|联系方式|来电|致电)[:：为是]?\s?)\d{7,12}(?!\d)/g],
  // North America: 617-555-0123, (617) 555-0123, 617.555.0123, 555-0123.
  [
    'phone',
    /(?<!\d)(?:\+?1[-. ])?(?:\(\d{3}\)\s?[-.]?\s?|\d{3}\s?[-. ]\s?)\d{3}\s?[-. ]\s?\d{4}(?!\d)/g,
  ],
  ['phone', /(?<!\d)\d{3}-\d{4}(?![\d-])/g],
]
const mayHold = /[0-9０-９@]/
const wide = /[０-９]/g

/** Masks 电话, 证件号, 车牌 and 邮箱 in free text and adds to `counts` what it masked. */
export function mask(text: string, counts: MaskCounts): string {
  if (!mayHold.test(text)) return text
  const found = maskedTotal(counts)
  let masked = text.replace(wide, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
  for (const [kind, pattern] of patterns) {
    if (kind === 'email' && !masked.includes('@')) continue
    masked = masked.replace(pattern, () => {
      counts[kind] = (counts[kind] ?? 0) + 1
      return maskTokens[kind]
    })
  }
  return maskedTotal(counts) === found ? text : masked
}

/** All that was masked, of whatever kind. */
export const maskedTotal = (counts: MaskCounts): number =>
  maskedKinds.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0)

/** 「电话 2 处、邮箱 1 处」. */
export const describeMasked = (counts: MaskCounts): string =>
  maskedKinds
    .filter((kind) => counts[kind])
    .map((kind) => `${maskTokens[kind].slice(1, -1)} ${counts[kind]} 处`)
    .join('、')

/** The counts of a sentence that `describeMasked` wrote. */
export function readMasked(sentence: string): MaskCounts {
  const counts: MaskCounts = {}
  for (const kind of maskedKinds) {
    const match = new RegExp(`${maskTokens[kind].slice(1, -1)} (\\d+) 处`).exec(sentence)
    if (match) counts[kind] = Number(match[1])
  }
  return counts
}
