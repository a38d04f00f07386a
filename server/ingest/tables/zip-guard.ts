import { fromBufferPromise } from 'yauzl'
import { DomainError } from '../../../shared/errors.ts'
import { sheetLimits } from './limits.ts'

type Most = { unpacked: number; parts: number }

/** What an archive's directory (压缩包目录) says of one part. */
export interface ArchivePart {
  uncompressedSize: number
  isEncrypted(): boolean
}

/**
 * Judges an archive by its directory alone, part by part as it is read: nothing is unpacked. Raises
 * `too-large` for a bomb that says so itself, `bad-request` for an archive with a password.
 */
export async function guardDirectory(
  directory: AsyncIterable<ArchivePart>,
  most: Most = sheetLimits,
): Promise<void> {
  let total = 0
  let parts = 0
  for await (const part of directory) {
    if (part.isEncrypted()) throw bad('工作簿有密码，请去掉密码后再上传。')
    parts += 1
    total += part.uncompressedSize
    if (parts > most.parts || total > most.unpacked) throw tooLarge(most.unpacked)
  }
}

/**
 * Refuses an archive by its directory, then unpacks it once, counting, before anything reads it: the
 * sizes that it declares may lie. Raises `too-large` for a bomb, `bad-request` for a damaged archive.
 */
export async function guardArchive(bytes: Uint8Array, most: Most = sheetLimits): Promise<void> {
  await withArchive(bytes, (zip) => guardDirectory(zip.eachEntry(), most))
  await withArchive(bytes, async (zip) => {
    for await (const entry of zip.eachEntry()) {
      let size = 0
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        size += (chunk as Uint8Array).length
        if (size > entry.uncompressedSize) throw tooLarge(most.unpacked)
      }
    }
  })
}

async function withArchive(
  bytes: Uint8Array,
  look: (zip: Awaited<ReturnType<typeof opened>>) => Promise<void>,
): Promise<void> {
  const zip = await opened(bytes)
  try {
    await look(zip)
  } catch (error) {
    throw error instanceof DomainError
      ? error
      : bad('工作簿已损坏，打不开；请用 Excel 另存后再传。')
  } finally {
    zip.close()
  }
}

async function opened(bytes: Uint8Array) {
  try {
    return await fromBufferPromise(Buffer.from(bytes), { autoClose: false })
  } catch {
    throw bad('工作簿已损坏，打不开；请用 Excel 另存后再传。')
  }
}

const bad = (what: string) => new DomainError({ code: 'bad-request', params: { what } })
const tooLarge = (most: number) =>
  new DomainError({
    code: 'too-large',
    params: {
      what: `工作簿解压后超过 ${Math.round(most / 1024 / 1024)} MB，疑为压缩炸弹；请删去空行、图片后分表上传。`,
    },
  })
