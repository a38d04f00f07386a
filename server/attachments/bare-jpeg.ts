const soi = 0xd8
const eoi = 0xd9
const sos = 0xda
const app1 = 0xe1
const exif = Buffer.from('Exif\0\0', 'latin1')
const orientationTag = 0x0112

/** JFIF, colour profile and Adobe's colour transform: without them colours are wrong. */
const keptApps = new Set([0xe0, 0xe2, 0xee])
const isStandalone = (marker: number): boolean =>
  marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)
const saysMore = (marker: number): boolean =>
  marker === 0xfe || (marker >= 0xe0 && marker <= 0xef && !keptApps.has(marker))

/**
 * A JPEG without EXIF, XMP, IPTC, comments and what follows its end; which way is up is kept. Raises
 * where its segments do not fit.
 */
export function bareJpeg(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 2)]
  let up: number | null = null
  for (let at = 2; ;) {
    if (bytes.readUInt8(at) !== 0xff) throw new RangeError('marker')
    const marker = bytes.readUInt8(at + 1)
    if (marker === 0xff || isStandalone(marker)) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    if (marker === soi) throw new RangeError('second picture')
    if (marker === eoi) {
      kept.push(bytes.subarray(at, at + 2))
      if (up !== null) kept.splice(1, 0, uprightSegment(up))
      return Buffer.concat(kept)
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length) throw new RangeError('segment')
    const segment = bytes.subarray(at, end)
    if (marker === app1) up ??= orientationOf(segment.subarray(4))
    const scanEnd = marker === sos ? endOfScan(bytes, end) : end
    if (!saysMore(marker)) kept.push(bytes.subarray(at, scanEnd))
    at = scanEnd
  }
}

/** Where the coded picture ends: at the first marker that is neither stuffing nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = from; ; at += 1) {
    at = bytes.indexOf(0xff, at)
    if (at === -1) throw new RangeError('scan')
    const next = bytes.readUInt8(at + 1)
    if (next !== 0 && next !== 0xff && !isStandalone(next)) return at
  }
}

/** The orientation (1–8) that EXIF gives; null for none, or one that leaves the picture as it is. */
function orientationOf(payload: Buffer): number | null {
  if (!payload.subarray(0, 6).equals(exif)) return null
  const tiff = payload.subarray(6)
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const u16 = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const u32 = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  try {
    const first = u32(4)
    for (let i = 0; i < u16(first); i += 1) {
      const entry = first + 2 + i * 12
      if (u16(entry) !== orientationTag) continue
      const up = u16(entry + 8)
      return up >= 2 && up <= 8 ? up : null
    }
  } catch {
    // EXIF that cannot be read says nothing; it is dropped all the same.
  }
  return null
}

/** EXIF that says which way is up and nothing else. */
function uprightSegment(up: number): Buffer {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex')
  tiff.writeUInt16BE(up, 18)
  const start = Buffer.from([0xff, app1, 0, 0])
  start.writeUInt16BE(2 + exif.length + tiff.length, 2)
  return Buffer.concat([start, exif, tiff])
}
