import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { Resvg } from '@resvg/resvg-js'
import { fontFamily, subsetFonts } from './fonts.ts'

/** SVGs as pixels (位图), with our own fonts and no others. */
export async function pngsOf(svgs: readonly string[], scale: number): Promise<Buffer[]> {
  const fonts = await subsetFonts(svgs.join(''), 'sfnt')
  const folder = mkdtempSync(join(tmpdir(), 'shiyu-fonts-'))
  try {
    const fontFiles = Object.entries(fonts).map(([name, bytes]) => {
      const path = join(folder, `${name}.otf`)
      writeFileSync(path, bytes)
      return path
    })
    const font = {
      ...{ fontFiles, loadSystemFonts: false },
      ...{ defaultFontFamily: fontFamily, sansSerifFamily: fontFamily },
    }
    return svgs.map((svg) =>
      new Resvg(svg, { fitTo: { mode: 'zoom', value: scale }, font }).render().asPng(),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The keyword of what a picture carries. */
export const pngKeyword = 'shiyu-export'
const signature = 8

/** Writes text into a PNG (图中附文): a compressed iTXt chunk behind the header (PNG 3rd edition, 11.3.3). */
export function withText(png: Buffer, text: string): Buffer {
  const head = Buffer.from(`${pngKeyword}\0\u0001\0\0\0`, 'latin1')
  const chunk = chunkOf('iTXt', Buffer.concat([head, deflateSync(Buffer.from(text, 'utf8'))]))
  const after = signature + 12 + png.readUInt32BE(signature)
  return Buffer.concat([png.subarray(0, after), chunk, png.subarray(after)])
}

function chunkOf(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** The chunks of a PNG, in order. */
export function* chunksOf(png: Buffer): Generator<{ type: string; data: Buffer }> {
  for (let at = signature; at + 12 <= png.length;) {
    const length = png.readUInt32BE(at)
    const data = png.subarray(at + 8, at + 8 + length)
    yield { type: png.toString('latin1', at + 4, at + 8), data }
    at += 12 + length
  }
}
