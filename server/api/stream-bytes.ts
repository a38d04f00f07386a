import { constants, deflateRawSync } from 'node:zlib'

/** What a gzip stream begins with. */
const gzipHead = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])
const params = { level: 4, finishFlush: constants.Z_FULL_FLUSH }

/** Words as they go out on a stream: as they are, or as a piece of a gzip stream. */
export interface StreamBytes {
  plain: Buffer
  /** Refers to nothing before it, so that one piece serves every stream; made when first asked for. */
  readonly packed: Buffer
}

/** Encodes words once for all streams that they go out on. */
export function streamBytes(words: string): StreamBytes {
  const plain = Buffer.from(words)
  let packed: Buffer | null = null
  return {
    plain,
    get packed() {
      return (packed ??= deflateRawSync(plain, params))
    },
  }
}

/** What a stream begins with. */
export function streamHead(words: string): StreamBytes {
  const { plain, packed } = streamBytes(words)
  return { plain, packed: Buffer.concat([gzipHead, packed]) }
}
