import type { ImageSpec } from '../scene.ts'
import type { HatchKind } from '../symbology.ts'
import type { Tokens } from '../tokens.ts'
import { canvasOf, pixelsOf } from './canvas.ts'

const side = 16

function pattern(
  c: CanvasRenderingContext2D,
  kind: HatchKind,
  width: number,
  k: number,
  tokens: Tokens,
): void {
  c.fillStyle = tokens.cNull
  c.fillRect(0, 0, width, width)
  c.strokeStyle = tokens.hatch
  c.lineWidth = (kind === 'missing' ? 1.7 : 1.1) * k
  if (kind === 'stale') return level(c, width, k)
  slanted(c, width, k)
  if (kind !== 'withheld') return
  c.translate(width, 0)
  c.scale(-1, 1)
  slanted(c, width, k)
}

/** Lines that lie flat: late, not absent. */
function level(c: CanvasRenderingContext2D, width: number, k: number): void {
  for (let y = (side / 6) * k; y < width; y += (side / 3) * k) {
    c.beginPath()
    c.moveTo(0, y)
    c.lineTo(width, y)
    c.stroke()
  }
}

function slanted(c: CanvasRenderingContext2D, width: number, k: number): void {
  const step = (side / 2) * k
  for (let x = -2 * width; x <= 2 * width; x += step) {
    c.beginPath()
    c.moveTo(x - 4 * k, width + 4 * k)
    c.lineTo(x + width + 4 * k, -4 * k)
    c.stroke()
  }
}

/** Name and tile of the pattern that marks a missing (斜线), withheld (网纹) or late (横线) figure. */
export function hatchImage(
  kind: HatchKind,
  tokens: Tokens,
  k: number,
  ratio: number,
): [string, ImageSpec] {
  const key = ['hatch', kind, tokens.cNull, tokens.hatch, k, ratio].join('|')
  // A pattern repeats seamlessly only when its picture is a whole number of pixels wide.
  const width = Math.max(8, 2 * Math.round((side * k * ratio) / 2)) / ratio
  const draw = () => {
    const c = canvasOf(width, width, ratio)
    pattern(c, kind, width, width / side, tokens)
    return pixelsOf(c)
  }
  return [key, { ratio, draw }]
}

/** A hatched disc: the bubble of a region whose figure is missing. */
export function hatchDisc(
  tokens: Tokens,
  radius: number,
  k: number,
  ratio: number,
): [string, ImageSpec] {
  const key = ['disc', radius, tokens.cNull, tokens.hatch, tokens.coast, k, ratio].join('|')
  const draw = () => {
    const width = 2 * radius + 4 * k
    const c = canvasOf(width, width, ratio)
    c.beginPath()
    c.arc(width / 2, width / 2, radius, 0, 2 * Math.PI)
    c.save()
    c.clip()
    pattern(c, 'missing', width, k, tokens)
    c.restore()
    c.strokeStyle = tokens.coast
    c.lineWidth = 1.4 * k
    c.stroke()
    return pixelsOf(c)
  }
  return [key, { ratio, draw }]
}
