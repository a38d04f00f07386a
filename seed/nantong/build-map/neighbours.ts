import type { Feature, Point, Polygon, Position } from 'geojson'

/**
 * Neighbouring land, drawn by hand as a schematic (示意): enough to read the river's mouth and the
 * sea, nowhere a survey. Far west and north it runs straight to the edge of the widest wall.
 */
const northBank: Position[] = [
  [119.32, 34.95],
  [119.72, 34.55],
  [120.18, 34.32],
  [120.34, 34.02],
  [120.52, 33.68],
  [120.66, 33.36],
  [120.79, 33.1],
  [120.86, 32.92],
  [120.93, 32.76],
  [121.02, 32.64],
  [121.06, 32.5],
  [120.9, 32.3],
  [120.66, 32.06],
  [120.52, 32.03],
  [120.42, 31.985],
  [120.3, 31.968],
  [120.16, 31.985],
  [120.03, 32.05],
  [119.95, 32.15],
  [119.85, 32.24],
  [119.6, 32.26],
  [119.3, 32.2],
  [118.9, 32.27],
  [118.4, 32.24],
  [117.5, 32.25],
  [112, 32.25],
]
const southBank: Position[] = [
  [112, 32.18],
  [117.5, 32.18],
  [118.4, 32.17],
  [118.9, 32.2],
  [119.3, 32.12],
  [119.6, 32.18],
  [119.76, 32.13],
  [119.88, 32.03],
  [119.98, 31.95],
  [120.12, 31.915],
  [120.28, 31.91],
  [120.42, 31.945],
  [120.53, 31.985],
  [120.64, 31.975],
  [120.71, 31.9],
  [120.75, 31.81],
  [120.84, 31.74],
  [120.97, 31.69],
  [121.09, 31.6],
  [121.22, 31.52],
  [121.36, 31.47],
  [121.5, 31.37],
  [121.64, 31.31],
  [121.78, 31.2],
  [121.89, 31.06],
  [121.95, 30.92],
  [121.86, 30.83],
  [121.55, 30.78],
  [121.3, 30.68],
  [121.05, 30.55],
]
const chongming: Position[] = [
  [121.185, 31.745],
  [121.215, 31.785],
  [121.275, 31.79],
  [121.34, 31.755],
  [121.42, 31.69],
  [121.53, 31.635],
  [121.67, 31.6],
  [121.81, 31.575],
  [121.93, 31.535],
  [121.97, 31.495],
  [121.9, 31.47],
  [121.74, 31.5],
  [121.58, 31.545],
  [121.42, 31.6],
  [121.29, 31.66],
]
const changxing: Position[] = [
  [121.55, 31.435],
  [121.62, 31.425],
  [121.72, 31.385],
  [121.83, 31.345],
  [121.84, 31.315],
  [121.76, 31.325],
  [121.65, 31.37],
  [121.57, 31.405],
]

/** Corner cutting (Chaikin); ends stay where they are unless the line is closed. */
export function smooth(line: Position[], closed: boolean, rounds = 3): Position[] {
  let points = line
  for (let round = 0; round < rounds; round++) {
    const next: Position[] = closed ? [] : points.slice(0, 1)
    const last = closed ? points.length : points.length - 1
    for (let i = 0; i < last; i++) {
      const [ax = 0, ay = 0] = points[i] ?? []
      const [bx = 0, by = 0] = points[(i + 1) % points.length] ?? []
      next.push([ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25])
      next.push([ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75])
    }
    if (!closed) next.push(...points.slice(-1))
    points = next
  }
  return points
}

const land = (name: string, ring: Position[]): Feature<Polygon, { name: string }> => ({
  type: 'Feature',
  properties: { name },
  geometry: { type: 'Polygon', coordinates: [[...ring, ...ring.slice(0, 1)]] },
})

export function neighbourLand(): Feature<Polygon, { name: string }>[] {
  return [
    land('north', [[112, 40], [119.32, 40], ...smooth(northBank, false)]),
    land('south', [...smooth(southBank, false), [121.05, 26], [112, 26]]),
    land('崇明岛', smooth(chongming, true)),
    land('长兴岛', smooth(changxing, true)),
  ]
}

export interface TextProps {
  text: string
  kind: 'sea' | 'river' | 'island' | 'neighbour'
  /** Clockwise degrees. */
  turn: number
}

const text = (name: string, kind: TextProps['kind'], at: Position, turn = 0) =>
  ({
    type: 'Feature',
    properties: { text: name, kind, turn },
    geometry: { type: 'Point', coordinates: at },
  }) satisfies Feature<Point, TextProps>

/** Names of waters and neighbours, kept off the city and where a wall leaves room for them. */
export function seaTexts(): Feature<Point, TextProps>[] {
  return [
    text('黄海', 'sea', [121.66, 32.37]),
    text('长江', 'river', [121.17, 31.615], 38),
    text('崇明岛', 'island', [121.53, 31.59], 20),
    text('泰州市', 'neighbour', [119.98, 32.42]),
    text('盐城市', 'neighbour', [120.45, 32.95]),
    text('苏州市', 'neighbour', [120.62, 31.55]),
    text('上海市', 'neighbour', [121.3, 31.25]),
  ]
}
