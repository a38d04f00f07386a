const head = 12
const exifAndXmp = 0x0c

/** A WebP without its EXIF and XMP chunks, and without what follows them. Raises where its chunks do not fit. */
export function bareWebp(bytes: Buffer): Buffer {
  const whole = 8 + bytes.readUInt32LE(4)
  if (whole > bytes.length + 1) throw new RangeError('size')
  const kept: Buffer[] = []
  for (let at = head; at + 8 <= Math.min(whole, bytes.length);) {
    const size = bytes.readUInt32LE(at + 4)
    const end = at + 8 + size + (size % 2)
    if (at + 8 + size > bytes.length) throw new RangeError('chunk')
    const name = bytes.toString('latin1', at, at + 4)
    const chunk = Buffer.from(bytes.subarray(at, end))
    if (name === 'VP8X') chunk.writeUInt8(chunk.readUInt8(8) & ~exifAndXmp, 8)
    if (name !== 'EXIF' && name !== 'XMP ') kept.push(chunk)
    at = end
  }
  const body = Buffer.concat(kept)
  const start = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  start.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([start, body])
}
