import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { openPromise } from 'yauzl'
import { DomainError } from '../../../shared/errors.ts'

/** The bytes of a table's file, whether it lies there as it is or inside a .zip. */
export interface TableFile {
  bytes: AsyncIterable<Uint8Array>
  /** Bytes of the whole text, for a progress bar. */
  size: number
}

const zipMagic = 'PK\u0003\u0004'

/** What one packed table may grow to when unpacked (our default): more is a bomb. */
const mostUnpacked = 4 * 1024 ** 3

/** Opens a file as a stream: memory stays flat. Raises `bad-request` for an archive without a table. */
export async function openTableFile(path: string): Promise<TableFile> {
  const file = await open(path)
  const { size } = await file.stat()
  const head = (await file.read(Buffer.alloc(4), 0, 4, 0)).buffer.toString('latin1')
  await file.close()
  return head === zipMagic ? openZipped(path) : { bytes: createReadStream(path), size }
}

async function openZipped(path: string): Promise<TableFile> {
  const zip = await openPromise(path, { autoClose: false })
  for await (const entry of zip.eachEntry()) {
    if (!/\.(csv|tsv|txt)$/i.test(entry.fileName)) continue
    if (entry.isEncrypted()) throw bad('压缩包有密码，请解密后再导入。')
    if (entry.uncompressedSize > mostUnpacked) throw bad('解压后超过 4 GB，请分割后再导入。')
    const stream = await zip.openReadStreamPromise(entry)
    return { bytes: closing(stream, () => zip.close()), size: entry.uncompressedSize }
  }
  zip.close()
  throw bad('压缩包里没有 .csv 文件。')
}

async function* closing(stream: Readable, close: () => void): AsyncGenerator<Uint8Array> {
  try {
    yield* stream as AsyncIterable<Uint8Array>
  } finally {
    close()
  }
}

const bad = (what: string) => new DomainError({ code: 'bad-request', params: { what } })
