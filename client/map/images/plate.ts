import type { ImageSpec } from '../scene.ts'
import type { Tokens } from '../tokens.ts'
import { canvasOf, pixelsOf } from './canvas.ts'

/** Side of a plate, px on a 1080-line wall. */
export const plateSide = 24

/** A facility's plate (设施牌): one character on a dark plate with a light rim. */
export function plateImage(
  glyph: string,
  tokens: Tokens,
  k: number,
  ratio: number,
  faces: number,
): [string, ImageSpec] {
  const colours = [tokens.casing, tokens.coast, tokens.ink, tokens.font]
  const key = ['plate', glyph, ...colours, k, ratio, faces].join('|')
  const draw = () => {
    const side = plateSide * k
    const c = canvasOf(side + 2 * k, side + 2 * k, ratio)
    c.translate(k, k)
    c.beginPath()
    c.roundRect(0.75 * k, 0.75 * k, side - 1.5 * k, side - 1.5 * k, 4 * k)
    c.fillStyle = tokens.casing
    c.fill()
    c.strokeStyle = tokens.coast
    c.lineWidth = 1.5 * k
    c.stroke()
    c.font = `600 ${18 * k}px ${tokens.font}`
    c.textAlign = 'center'
    c.textBaseline = 'middle'
    c.fillStyle = tokens.ink
    c.fillText(glyph, side / 2, side / 2 + k)
    return pixelsOf(c)
  }
  return [key, { ratio, draw }]
}
