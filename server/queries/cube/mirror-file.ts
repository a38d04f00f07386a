import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'

/** Raise when the mirrors are laid out anew. */
const format = 1
const wordBytes = 4

/** What a kept mirror was made from: it is good only where all of it is still true. */
export interface MirrorOrigin {
  /** Last position and last row of case_contribution that it holds. */
  position: number
  row: number
  /** What the database says of them, and of its own tables. */
  proof: string
  /** The pack, and the order of measures, regions and counts in the cells. */
  layout: string
}

export interface KeptMirror {
  origin: MirrorOrigin
  sections: ReadonlyMap<string, Int32Array>
}

interface Header {
  format: number
  origin: MirrorOrigin
  checksum: number
  sections: [name: string, length: number][]
}

/** Keeps mirrors in a file beside the database (镜像文件), so that a start need not count all over again. */
export function writeMirror(path: string, { origin, sections }: KeptMirror): void {
  const bodies = [...sections.values()].map(bytesOf)
  const header: Header = {
    format,
    origin,
    checksum: checksumOf(bodies),
    sections: [...sections].map(([name, cells]) => [name, cells.length]),
  }
  const text = JSON.stringify(header)
  const padded = text.padEnd(text.length + (wordBytes - (Buffer.byteLength(text) % wordBytes)))
  const head = Buffer.from(padded)
  const length = Buffer.alloc(wordBytes)
  length.writeUInt32LE(head.length)
  writeFileSync(`${path}.new`, Buffer.concat([length, head, ...bodies]))
  renameSync(`${path}.new`, path)
}

/** What a file holds; null where there is none, or it is torn or of another format. */
export function readMirror(path: string): KeptMirror | null {
  try {
    const file = readFileSync(path)
    const bodyAt = wordBytes + file.readUInt32LE(0)
    const header = JSON.parse(file.toString('utf8', wordBytes, bodyAt)) as Header
    if (header.format !== format || checksumOf([file.subarray(bodyAt)]) !== header.checksum) {
      return null
    }
    const sections = new Map<string, Int32Array>()
    let at = bodyAt
    for (const [name, length] of header.sections) {
      sections.set(name, new Int32Array(file.buffer, file.byteOffset + at, length))
      at += length * wordBytes
    }
    return { origin: header.origin, sections }
  } catch {
    return null
  }
}

const bytesOf = (cells: Int32Array): Uint8Array =>
  new Uint8Array(cells.buffer, cells.byteOffset, cells.byteLength)

const checksumOf = (bodies: readonly Uint8Array[]): number =>
  bodies.reduce((sum, body) => crc32(body, sum), 0)
