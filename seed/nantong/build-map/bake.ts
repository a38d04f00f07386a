import type { Position } from 'geojson'
import { chromium } from 'playwright-core'

import { frame, type Bounds } from './mercator.ts'

interface Shapes {
  city: Position[][]
  districts: Position[][]
  neighbours: Position[][]
}
type Plan = Record<keyof Shapes, [number, number][][]> & {
  width: number
  height: number
  /** Picture pixels of one pixel of the city view on a 1080-line wall. */
  unit: number
}

/** Pixels a degree of longitude takes in the city view that the sizes below were judged in. */
const referenceScale = 532

function planOf(shapes: Shapes, bounds: Bounds, width: number): Plan {
  const { at, height } = frame(bounds, width)
  const flat = (rings: Position[][]) => rings.map((r) => r.map(([x = 0, y = 0]) => at(x, y)))
  return {
    width,
    height,
    unit: width / (bounds[2] - bounds[0]) / referenceScale,
    city: flat(shapes.city),
    districts: flat(shapes.districts),
    neighbours: flat(shapes.neighbours),
  }
}

/** Runs inside the browser: the shelf under the sea, the city's halo and its shadow. */
function paintUnder(plan: Plan): string {
  const canvas = document.createElement('canvas')
  canvas.width = plan.width
  canvas.height = plan.height
  const c = canvas.getContext('2d')
  if (!c) throw new Error('no canvas')
  const path = (rings: [number, number][][]) => {
    const p = new Path2D()
    for (const ring of rings) {
      ring.forEach(([x, y], i) => (i ? p.lineTo(x, y) : p.moveTo(x, y)))
      p.closePath()
    }
    return p
  }
  const city = path(plan.city)
  const shelf: [number, number][] = [
    [190, 0.05],
    [130, 0.055],
    [84, 0.06],
    [46, 0.07],
    [20, 0.09],
  ]
  c.lineJoin = c.lineCap = 'round'
  for (const [width, alpha] of shelf) {
    c.strokeStyle = `rgba(72,160,214,${alpha})`
    c.lineWidth = width * plan.unit
    c.stroke(city)
  }
  c.globalCompositeOperation = 'destination-out'
  for (const ring of plan.neighbours) c.fill(path([ring]))
  c.globalCompositeOperation = 'source-over'
  const cast = (blur: number, dy: number, colour: string) => {
    c.save()
    c.shadowColor = colour
    c.shadowBlur = blur * 2 * plan.unit
    c.shadowOffsetX = plan.width * 4
    c.shadowOffsetY = dy * plan.unit
    c.translate(-plan.width * 4, 0)
    c.fill(city)
    c.restore()
  }
  cast(26, 0, 'rgba(43,134,196,.34)')
  cast(22, 42, 'rgba(1,5,12,.8)')
  return canvas.toDataURL('image/webp', 0.9)
}

/** Runs inside the browser: light from the north-west, shadows between districts, the bright rim. */
function paintLight(plan: Plan): string {
  const canvas = document.createElement('canvas')
  canvas.width = plan.width
  canvas.height = plan.height
  const c = canvas.getContext('2d')
  if (!c) throw new Error('no canvas')
  const path = (rings: [number, number][][]) => {
    const p = new Path2D()
    for (const ring of rings) {
      ring.forEach(([x, y], i) => (i ? p.lineTo(x, y) : p.moveTo(x, y)))
      p.closePath()
    }
    return p
  }
  const city = path(plan.city)
  c.clip(city)
  const slope = c.createLinearGradient(0, 0, plan.width * 0.85, plan.height)
  slope.addColorStop(0, 'rgba(214,240,255,.17)')
  slope.addColorStop(0.42, 'rgba(214,240,255,.04)')
  slope.addColorStop(0.55, 'rgba(2,10,22,.02)')
  slope.addColorStop(1, 'rgba(2,10,22,.26)')
  c.fillStyle = slope
  c.fillRect(0, 0, plan.width, plan.height)
  c.lineJoin = c.lineCap = 'round'
  const glow = (p: Path2D, width: number, blur: number, dx: number, dy: number, colour: string) => {
    c.save()
    c.shadowColor = colour
    c.shadowBlur = blur * 2 * plan.unit
    c.shadowOffsetX = plan.width * 4 + dx * plan.unit
    c.shadowOffsetY = dy * plan.unit
    c.translate(-plan.width * 4, 0)
    c.lineWidth = width * plan.unit
    c.stroke(p)
    c.restore()
  }
  glow(path(plan.districts), 9, 5, 1, 3, 'rgba(2,9,20,.62)')
  glow(city, 10, 5, 0, 0, 'rgba(206,238,255,.42)')
  return canvas.toDataURL('image/webp', 0.9)
}

/** Bakes both pictures; blur filters are far too dear to run on a wall at every start. */
export async function bake(
  shapes: Shapes,
  under: { bounds: Bounds; width: number },
  light: { bounds: Bounds; width: number },
): Promise<{ under: Buffer; light: Buffer }> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  })
  try {
    const page = await browser.newPage()
    // The runner's compiler names inner functions with a helper the browser does not have.
    await page.addScriptTag({ content: 'globalThis.__name = (f) => f' })
    const bytes = (url: string) => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
    const plan = planOf(shapes, under.bounds, under.width)
    return {
      under: bytes(await page.evaluate(paintUnder, plan)),
      light: bytes(await page.evaluate(paintLight, planOf(shapes, light.bounds, light.width))),
    }
  } finally {
    await browser.close()
  }
}
