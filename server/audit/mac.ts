import { createHash, createHmac, type KeyObject } from 'node:crypto'

/** The mac of an empty chain. */
export const firstMac = '0'.repeat(64)

/** HMAC-SM3 (GB/T 32905, GB/T 15852.2) over some parts in order, as 64 hex digits. */
export function macOf(key: KeyObject, ...parts: (string | number)[]): string {
  return createHmac('sm3', key).update(parts.join('\n')).digest('hex')
}

/** Which key it is (密钥指纹), without saying anything of it. */
export const fingerprint = (key: KeyObject): string =>
  createHash('sm3').update('audit-key').update(key.export()).digest('hex').slice(0, 16)
