import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { provenance, type Provenance } from '../../../shared/exports/provenance.ts'
import { chunksOf, pngKeyword } from '../chart/png.ts'
import { attachedName } from '../pdf/pdf.ts'
import { csvFigures } from './read-csv.ts'
import { openPdf } from './read-pdf.ts'
import { workbookFigures } from './read-workbook.ts'

/** What a file says (文件内容): its rows as texts, and where it says they come from. */
export interface FileFigures {
  header: string[]
  rows: string[][]
  /** The JSON of its 来源 line; null where there is none. */
  source: string | null
}

/** The figures of an exported file of any format; null for a file that is none of ours. */
export async function readExport(path: string): Promise<FileFigures | null> {
  const bytes = readFileSync(path)
  const text = await textIn(bytes)
  if (text !== null) return csvFigures(text)
  return bytes.readUInt16BE(0) === 0x504b ? workbookFigures(bytes) : null
}

/** The CSV that a file is or carries; null for a workbook and for what carries none. */
async function textIn(bytes: Buffer): Promise<string | null> {
  if (bytes.length < 8) return null
  if (bytes.readUInt32BE(0) === 0x89504e47) return textOfPng(bytes)
  if (bytes.toString('latin1', 0, 5) === '%PDF-')
    return (await openPdf(bytes)).attached(attachedName)
  if (bytes.readUInt16BE(0) === 0x504b) return null
  const text = decoded(bytes)
  return text.startsWith('<?xml') ? textOfSvg(text) : text
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return iconv.decode(bytes, 'gb18030')
  }
}

function textOfPng(png: Buffer): string | null {
  for (const { type, data } of chunksOf(png)) {
    if (type !== 'iTXt' || !data.toString('latin1').startsWith(`${pngKeyword}\0`)) continue
    return inflateSync(data.subarray(pngKeyword.length + 5)).toString('utf8')
  }
  return null
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }

function textOfSvg(svg: string): string | null {
  const inside = /<metadata id="shiyu-export">([^<]*)<\/metadata>/.exec(svg)?.[1]
  return inside?.replace(/&(?:lt|gt|quot|amp);/g, (one) => entities[one] ?? one) ?? null
}

/** The provenance of a file; null where it can't be read. */
export function provenanceOf({ source }: FileFigures): Provenance | null {
  try {
    return provenance.parse(JSON.parse(source ?? ''))
  } catch {
    return null
  }
}
