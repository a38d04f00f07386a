// What spreadsheet programs take for the beginning of a formula, full-width too, also behind blanks.
const dangerous = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/

/**
 * A text that no spreadsheet program runs (公式中和): a leading apostrophe where it would begin a formula
 * (OWASP, CSV Injection). Only for text; numbers stay numbers.
 */
export const neutral = (text: string): string => (dangerous.test(text) ? `'${text}` : text)
