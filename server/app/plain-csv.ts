import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'

/**
 * Rows of a CSV file or of the one inside a .zip, read by itself: it shares no code with the import
 * that it checks. Whole file in memory; UTF-8; raises an Error for another kind of archive.
 */
export function readPlainCsv(path: string): Record<string, string>[] {
  const bytes = readFileSync(path)
  const text = (bytes.readUInt32LE(0) === 0x04034b50 ? unzipFirst(bytes) : bytes).toString('utf8')
  const [header = [], ...rows] = split(text.replace(/^\ufeff/, ''))
  return rows
    .filter((row) => row.length === header.length)
    .map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])))
}

/** The first entry of an archive, found through its central directory. */
function unzipFirst(zip: Buffer): Buffer {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  const entry = zip.readUInt32LE(end + 16)
  const [method, packed] = [zip.readUInt16LE(entry + 10), zip.readUInt32LE(entry + 20)]
  const local = zip.readUInt32LE(entry + 42)
  const data = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const content = zip.subarray(data, data + packed)
  if (method === 0) return content
  if (method === 8) return inflateRawSync(content)
  throw new Error(`compression ${method} is not read here`)
}

function split(text: string): string[][] {
  const rows: string[][] = []
  const row: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? ''
    if (quoted) {
      if (c !== '"') cell += c
      else if (text[i + 1] === '"') cell += text[++i] ?? ''
      else quoted = false
    } else if (c === '"') quoted = true
    else if (c === ',' || c === '\n') {
      row.push(cell)
      cell = ''
      if (c === '\n') rows.push(row.splice(0))
    } else if (c !== '\r') cell += c
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows
}
