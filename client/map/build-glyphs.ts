/**
 * Builds the map's number glyphs (数字字形) into `client/public/glyphs`; run by hand, output committed.
 * Ideographs are drawn by the browser itself; everything else must be shipped, or whole labels vanish.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type TinySdf from '@mapbox/tiny-sdf'
import { PbfWriter } from 'pbf'
import { chromium } from 'playwright-core'

import { drawnLocally, emptyRange, fontStacks, shippedRanges } from './glyph-ranges.ts'

interface Glyph {
  id: number
  bitmap: number[]
  width: number
  height: number
  left: number
  top: number
  advance: number
}

const modules = new URL('../../node_modules/', import.meta.url)
const out = new URL('../public/glyphs/', import.meta.url)
const asked = {
  size: 24,
  buffer: 3,
  radius: 8,
  cutoff: 0.25,
  digits: '0123456789',
  skip: drawnLocally,
}

/** Runs inside the browser. Every digit gets the widest digit's advance: tabular figures. */
async function draw(o: typeof asked & { from: number; weight: string }): Promise<Glyph[]> {
  const font = `${o.weight} ${o.size}px Num`
  await document.fonts.load(font)
  const Sdf = (globalThis as unknown as { TinySDF: typeof TinySdf }).TinySDF
  const sdf = new Sdf({
    fontSize: o.size,
    buffer: o.buffer,
    radius: o.radius,
    cutoff: o.cutoff,
    fontFamily: 'Num, "Noto Sans CJK SC", sans-serif',
    fontWeight: o.weight,
  })
  const digitAdvance = Math.max(...[...o.digits].map((d) => sdf.draw(d).glyphAdvance))
  const glyphs: Glyph[] = []
  for (let id = Math.max(o.from, 32); id < o.from + 256; id++) {
    if (id >= o.skip.from && id < o.skip.to) continue
    const char = String.fromCodePoint(id)
    const g = sdf.draw(char)
    const digit = o.digits.includes(char)
    const shift = digit ? Math.round((digitAdvance - g.glyphAdvance) / 2) : 0
    glyphs.push({
      id,
      bitmap: g.glyphWidth > 0 ? [...g.data] : [],
      width: g.glyphWidth,
      height: g.glyphHeight,
      left: g.glyphLeft + shift,
      top: g.glyphTop - o.size - o.buffer,
      advance: Math.round(digit ? digitAdvance : g.glyphAdvance),
    })
  }
  return glyphs
}

function encode(name: string, range: string, glyphs: Glyph[]): Uint8Array {
  const pbf = new PbfWriter()
  pbf.writeMessage(
    1,
    (_, stack) => {
      stack.writeStringField(1, name)
      stack.writeStringField(2, range)
      for (const glyph of glyphs) stack.writeMessage(3, writeGlyph, glyph)
    },
    null,
  )
  return pbf.finish()
}

function writeGlyph(g: Glyph, pbf: PbfWriter): void {
  pbf.writeVarintField(1, g.id)
  if (g.bitmap.length > 0) pbf.writeBytesField(2, Uint8Array.from(g.bitmap))
  pbf.writeVarintField(3, g.width)
  pbf.writeVarintField(4, g.height)
  pbf.writeSVarintField(5, g.left)
  pbf.writeSVarintField(6, g.top)
  pbf.writeVarintField(7, g.advance)
}

const face = (weight: string) => {
  const file = `@fontsource/barlow-semi-condensed/files/barlow-semi-condensed-latin-${weight}-normal.woff2`
  const data = readFileSync(new URL(file, modules)).toString('base64')
  return `@font-face{font-family:Num;font-weight:${weight};src:url(data:font/woff2;base64,${data})}`
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
})
try {
  const page = await browser.newPage()
  await page.addStyleTag({ content: Object.values(fontStacks).map(face).join('\n') })
  const sdf = readFileSync(new URL('@mapbox/tiny-sdf/index.js', modules), 'utf8')
  await page.addScriptTag({
    content: sdf.replace('export default class', 'window.TinySDF = class'),
  })
  // The runner's compiler names inner functions with a helper the browser does not have.
  await page.addScriptTag({ content: 'globalThis.__name = (f) => f' })
  for (const [stack, weight] of Object.entries(fontStacks)) {
    mkdirSync(new URL(`${stack}/`, out), { recursive: true })
    for (const from of shippedRanges) {
      const range = `${from}-${from + 255}`
      const glyphs = await page.evaluate(draw, { ...asked, from, weight })
      writeFileSync(new URL(`${stack}/${range}.pbf`, out), encode(stack, range, glyphs))
    }
  }
  writeFileSync(new URL(emptyRange, out), encode('empty', '0-255', []))
} finally {
  await browser.close()
}
