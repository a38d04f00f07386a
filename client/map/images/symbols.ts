import type { Severity } from '../../../shared/city/pack.ts'
import type { ImageSpec } from '../scene.ts'
import { eventRadius, type EventSymbol } from '../symbology.ts'
import { severityColour, type Tokens } from '../tokens.ts'
import { canvasOf, pixelsOf } from './canvas.ts'

type Shape = EventSymbol['shape']
type Corner = [x: number, y: number]

const polygon = (n: number, r: number, turn: number, dy = 0): Corner[] =>
  Array.from({ length: n }, (_, i) => {
    const a = turn + (i * 2 * Math.PI) / n
    return [r * Math.cos(a), r * Math.sin(a) + dy]
  })

/** Corners of each shape at radius 1, sized so that all six look equally large. */
const outlines: Record<Exclude<Shape, 'circle' | 'square'>, Corner[]> = {
  triangle: polygon(3, 1.22, -Math.PI / 2, 0.2),
  diamond: polygon(4, 1.2, -Math.PI / 2),
  hexagon: polygon(6, 1.06, 0),
  cross: crossOf(1.08, 0.42),
}

function crossOf(a: number, b: number): Corner[] {
  return [
    [-b, -a],
    [b, -a],
    [b, -b],
    [a, -b],
    [a, b],
    [b, b],
    [b, a],
    [-b, a],
    [-b, b],
    [-a, b],
    [-a, -b],
    [-b, -b],
  ]
}

function trace(c: CanvasRenderingContext2D, shape: Shape, r: number): void {
  c.beginPath()
  if (shape === 'circle') c.arc(0, 0, r * 0.94, 0, 2 * Math.PI)
  else if (shape === 'square') c.roundRect(-r * 0.86, -r * 0.86, r * 1.72, r * 1.72, r * 0.14)
  else {
    for (const [x, y] of outlines[shape]) c.lineTo(x * r, y * r)
    c.closePath()
  }
}

function rings(c: CanvasRenderingContext2D, r: number, k: number, colour: string): void {
  c.fillStyle = c.strokeStyle = colour
  c.beginPath()
  c.arc(0, 0, r * 2.9, 0, 2 * Math.PI)
  c.globalAlpha = 0.1
  c.fill()
  c.globalAlpha = 0.28
  c.lineWidth = k
  c.stroke()
  c.beginPath()
  c.arc(0, 0, r * 2.1, 0, 2 * Math.PI)
  c.globalAlpha = 0.55
  c.lineWidth = 1.5 * k
  c.stroke()
  c.globalAlpha = 1
}

function body(
  c: CanvasRenderingContext2D,
  symbol: EventSymbol,
  r: number,
  colours: { fill: string; casing: string; shadow: string },
  blur: number,
): void {
  c.shadowColor = colours.shadow
  c.shadowBlur = blur
  trace(c, symbol.shape, r)
  c.fillStyle = c.strokeStyle = colours.casing
  c.lineWidth = r * 0.46
  c.fill()
  c.stroke()
  c.shadowBlur = 0
  c.shadowColor = 'transparent'
  if (symbol.hollow) {
    trace(c, symbol.shape, r * 0.84)
    c.fill()
    c.strokeStyle = colours.fill
    c.lineWidth = r * 0.36
    c.stroke()
  } else {
    trace(c, symbol.shape, r)
    c.fillStyle = colours.fill
    c.fill()
  }
}

/** Name and picture of an event: casing first, then its fill; severity Ⅰ carries two still rings. */
export function eventImage(
  symbol: EventSymbol,
  severity: Severity,
  tokens: Tokens,
  k: number,
  ratio: number,
): [string, ImageSpec] {
  const fill = severityColour(tokens, severity)
  const style = symbol.hollow ? 'hollow' : 'solid'
  const key = ['event', symbol.shape, style, severity, fill, tokens.casing, k, ratio].join('|')
  const draw = () => {
    const r = eventRadius[severity] * k
    const size = Math.ceil(r * (severity === 1 ? 5.8 : 2.9) + 4 * k)
    const c = canvasOf(size, size, ratio)
    c.translate(size / 2, size / 2)
    if (severity === 1) rings(c, r, k, fill)
    const colours = { fill, casing: tokens.casing, shadow: tokens.casingShadow }
    body(c, symbol, r, colours, 4 * k * ratio)
    return pixelsOf(c)
  }
  return [key, { ratio, draw }]
}

/** The white ring around the selected event. */
export function selectionImage(
  severity: Severity,
  tokens: Tokens,
  k: number,
  ratio: number,
): [string, ImageSpec] {
  const key = ['selection', severity, tokens.select, tokens.casing, k, ratio].join('|')
  const draw = () => {
    const r = eventRadius[severity] * k * 1.62
    const size = Math.ceil(r * 2 + 8 * k)
    const c = canvasOf(size, size, ratio)
    c.translate(size / 2, size / 2)
    c.beginPath()
    c.arc(0, 0, r, 0, 2 * Math.PI)
    c.strokeStyle = tokens.casing
    c.lineWidth = 5 * k
    c.stroke()
    c.strokeStyle = tokens.select
    c.lineWidth = 2.5 * k
    c.stroke()
    return pixelsOf(c)
  }
  return [key, { ratio, draw }]
}
