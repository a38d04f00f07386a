import { createHash, randomBytes, randomInt } from 'node:crypto'

/** A secret nobody guesses (令牌): 32 random bytes. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** How a token is kept and found (令牌摘要): its SHA-256. */
export const hashOf = (token: string): string =>
  createHash('sha256').update(token).digest('base64url')

/** The public number of a session, never one of a device or a key. */
export const newId = (): string => `s-${randomBytes(9).toString('base64url')}`

const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const some = (from: string, many: number): string =>
  Array.from({ length: many }, () => from[randomInt(from.length)]).join('')

/** A code that a person reads off one screen and types at another (配对码), without look-alikes. */
export const newCode = (): string => `${some(letters, 4)}-${some(letters, 4)}`

/** A code as it was typed, in one form. */
export const codeAs = (typed: string): string => {
  const plain = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return `${plain.slice(0, 4)}-${plain.slice(4)}`
}

/** A password to be given to someone and changed at once (一次性密码). */
export const newPassword = (): string =>
  [1, 2, 3, 4].map(() => some(letters.toLowerCase(), 4)).join('-')
