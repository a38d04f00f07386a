/**
 * Text of a file as departments send it: UTF-8 with or without BOM, UTF-16 with BOM (Excel's
 * “Unicode 文本”), GB18030 (which holds GBK and GB2312). Null when it is none of these.
 */
export function decodeText(bytes: Uint8Array): string | null {
  for (const encoding of candidates(bytes)) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // not this one
    }
  }
  return null
}

function candidates([first, second]: Uint8Array): string[] {
  if (first === 0xff && second === 0xfe) return ['utf-16le']
  if (first === 0xfe && second === 0xff) return ['utf-16be']
  return ['utf-8', 'gb18030']
}
