/** How near in place and time a case of the same type looks like the same (疑似重复; our default). */
export const sameCase = { metres: 300, hours: 48 } as const

const metresPerDegree = 111_195

/** Metres between two points, WGS84 [lng, lat]; plane, so for short distances only. */
export function metresBetween(a: readonly [number, number], b: readonly [number, number]): number {
  const middle = ((a[1] + b[1]) / 2) * (Math.PI / 180)
  const x = (b[0] - a[0]) * Math.cos(middle)
  return Math.hypot(x, b[1] - a[1]) * metresPerDegree
}
