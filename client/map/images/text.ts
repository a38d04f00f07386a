import type { ImageSpec } from '../scene.ts'
import { canvasOf, pixelsOf } from './canvas.ts'

export interface TextLook {
  weight: number
  size: number
  family: string
  colour: string
  opacity?: number
  /** Extra space after each character, px. */
  spacing?: number
  halo?: { colour: string; width: number }
}

/** Name and picture of a word; `faces` changes when a font arrives late, and the word is drawn anew. */
export function textImage(
  text: string,
  look: TextLook,
  ratio: number,
  faces: number,
): [string, ImageSpec] {
  const key = ['text', text, JSON.stringify(look), ratio, faces].join('|')
  return [key, { ratio, draw: () => drawText(text, look, ratio) }]
}

function drawText(text: string, look: TextLook, ratio: number): ImageData {
  const font = `${look.weight} ${look.size}px ${look.family}`
  const spacing = `${look.spacing ?? 0}px`
  const probe = canvasOf(1, 1, 1)
  probe.font = font
  probe.letterSpacing = spacing
  const pad = Math.ceil((look.halo?.width ?? 0) + 2)
  const width = probe.measureText(text).width - (look.spacing ?? 0)
  const height = look.size * 1.5
  const c = canvasOf(width + 2 * pad, height, ratio)
  c.font = font
  c.letterSpacing = spacing
  c.textBaseline = 'middle'
  c.globalAlpha = look.opacity ?? 1
  if (look.halo) {
    c.strokeStyle = look.halo.colour
    c.lineWidth = look.halo.width
    c.strokeText(text, pad, height / 2)
  }
  c.fillStyle = look.colour
  c.fillText(text, pad, height / 2)
  return pixelsOf(c)
}
