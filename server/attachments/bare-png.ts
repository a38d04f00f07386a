const head = 8
const dropped = new Set(['tEXt', 'iTXt', 'zTXt', 'tIME', 'eXIf', 'dSIG'])

/** A PNG without its text, time and EXIF chunks, up to IEND. Raises where its chunks do not fit. */
export function barePng(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, head)]
  for (let at = head; ;) {
    const end = at + 12 + bytes.readUInt32BE(at)
    if (end > bytes.length) throw new RangeError('chunk')
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (!dropped.has(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IEND') return Buffer.concat(kept)
    at = end
  }
}
