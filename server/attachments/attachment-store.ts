import { createHash, randomUUID } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  attachment,
  attachmentHash,
  attachmentLimits,
  type Attachment,
} from '../../shared/cases/attachment.ts'
import { DomainError } from '../../shared/errors.ts'
import { attachmentName } from './attachment-name.ts'
import { attachmentType } from './attachment-type.ts'
import { barePicture } from './bare-picture.ts'

/** Files that facts refer to (附件库), by the hash of their bytes. */
export interface AttachmentStore {
  /**
   * Keeps a file; answers once it is on disk. Raises `too-large`, `unsupported` for what is not
   * allowed, and `log-unavailable` when the disk refuses.
   */
  keep(bytes: Buffer, givenName: string): Promise<Attachment>
  /** What is kept under a hash, as it was last named; null = nothing, or a hash that is none. */
  find(hash: string): Attachment | null
  /** Its bytes; null as `find`. */
  read(hash: string): Promise<Buffer | null>
}

/** Where the attachments of a data folder lie. */
export const attachmentFolder = (dataDir: string): string => join(dataDir, 'attachments')

/** Opens the files under `folder`; `mask` hides in names what free text may not hold. */
export function openAttachments(folder: string, mask: (text: string) => string): AttachmentStore {
  const pathOf = (hash: string): string | null =>
    attachmentHash.safeParse(hash).success ? join(folder, hash.slice(0, 2), hash) : null
  const find = (hash: string): Attachment | null => {
    const path = pathOf(hash)
    if (path === null) return null
    try {
      const told = attachment.parse(JSON.parse(readFileSync(`${path}.json`, 'utf8')))
      return told.hash === hash && statSync(path).size === told.bytes ? told : null
    } catch {
      return null
    }
  }
  return {
    find,
    async keep(given, givenName) {
      if (given.length > attachmentLimits.bytes) throw tooLarge()
      const type = await attachmentType(given)
      const bytes = barePicture(given, type)
      const hash = createHash('sha256').update(bytes).digest('hex')
      const name = attachmentName(mask(givenName), type)
      const kept: Attachment = { hash, name, type, bytes: bytes.length }
      const path = join(folder, hash.slice(0, 2), hash)
      try {
        await mkdir(dirname(path), { recursive: true })
        if (find(hash) === null) await write(path, bytes)
        // Written anew each time: the day until it counts as forgotten begins again.
        await write(`${path}.json`, JSON.stringify(kept))
      } catch (error) {
        throw new DomainError({
          code: 'log-unavailable',
          params: { what: '附件写不进磁盘，请稍后再传。', message: String(error) },
        })
      }
      return kept
    },
    async read(hash) {
      const path = pathOf(hash)
      return path === null || find(hash) === null ? null : readFile(path)
    },
  }
}

/** Whole or not at all: a temporary file, flushed, then given its name, then its folder flushed. */
async function write(path: string, content: Buffer | string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  const folder = await open(dirname(path))
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** An attachment beyond the limit, in words. */
export const tooLarge = (): DomainError =>
  new DomainError({
    code: 'too-large',
    params: {
      what: `附件超过 ${attachmentLimits.bytes / 1024 / 1024} MiB；请压缩或分开后再传。`,
      most: attachmentLimits.bytes,
    },
  })
