import { fromBufferPromise } from 'yauzl'
import { DomainError } from '../../../../shared/errors.ts'
import { sheetLimits } from './limits.ts'

/**
 * Unpacks an .xlsx once, counting, before anything reads it: the sizes that an archive declares may
 * lie. Raises `too-large` for a zip bomb, `bad-request` for a damaged or encrypted archive.
 */
export async function guardArchive(
  bytes: Uint8Array,
  most: { unpacked: number; parts: number } = sheetLimits,
): Promise<void> {
  const zip = await opened(bytes)
  let total = 0
  let parts = 0
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw bad('工作簿有密码，请去掉密码后再上传。')
      parts += 1
      total += entry.uncompressedSize
      if (parts > most.parts || total > most.unpacked) throw tooLarge(most.unpacked)
      let size = 0
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        size += (chunk as Uint8Array).length
        if (size > entry.uncompressedSize) throw tooLarge(most.unpacked)
      }
    }
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
