import { Secret, TOTP } from 'otpauth'

const periodMs = 30_000
const totpOf = (secret: string, label = '', issuer = ''): TOTP =>
  new TOTP({ secret: Secret.fromBase32(secret), label, issuer, period: periodMs / 1_000 })

/** A secret for an authenticator app (动态口令), in base 32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

/** The address that an authenticator app reads (RFC 6238 key URI). */
export const totpUri = (secret: string, label: string, issuer: string): string =>
  totpOf(secret, label, issuer).toString()

/** The time step that a code belongs to, one step of drift either way; null = a wrong code. */
export function totpStep(secret: string, code: string, now: number): number | null {
  const token = code.replace(/\s/g, '')
  const delta = totpOf(secret).validate({ token, timestamp: now, window: 1 })
  return delta === null ? null : Math.floor(now / periodMs) + delta
}
