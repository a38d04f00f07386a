import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto'

/** Keeps what must be read again, but by nobody who has the file alone (封存): second factors. */
export interface Seal {
  /** `owner` is sealed in: what is copied to another account does not open. */
  close(text: string, owner: string): string
  /** Null where it was sealed with another key, for another owner, or was changed. */
  open(sealed: string, owner: string): string | null
}

/** A seal of AES-256-GCM with a key that follows from a secret of the data folder. */
export function makeSeal(secret: KeyObject): Seal {
  const derived = hkdfSync('sha256', secret.export(), '', 'shiyu second factors', 32)
  const key = createSecretKey(Buffer.from(derived))
  return {
    close(text, owner) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(sealed, owner) {
      const bytes = Buffer.from(sealed, 'base64url')
      try {
        const opening = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
          .setAAD(Buffer.from(owner))
          .setAuthTag(bytes.subarray(12, 28))
        return opening.update(bytes.subarray(28), undefined, 'utf8') + opening.final('utf8')
      } catch {
        return null
      }
    },
  }
}
