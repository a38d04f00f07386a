/** A canvas of `width` × `height` CSS pixels at `ratio`, with round joins. */
export function canvasOf(width: number, height: number, ratio: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(width * ratio)
  canvas.height = Math.ceil(height * ratio)
  const c = canvas.getContext('2d', { willReadFrequently: true })
  if (!c) throw new Error('no-canvas')
  c.scale(ratio, ratio)
  c.lineJoin = 'round'
  return c
}

export const pixelsOf = (c: CanvasRenderingContext2D): ImageData =>
  c.getImageData(0, 0, c.canvas.width, c.canvas.height)
