/** What the parts of a wall are called (大屏板块). */
export const wallParts = [
  'title',
  'nav',
  'incident',
  'stage',
  'tiles',
  'stream',
  'ranking',
  'card',
  'alerts',
  'flow',
  'trend',
  'strip',
  'orders',
] as const
export type WallPart = (typeof wallParts)[number]

export const gap = 0.75
export const margin = 1.5

/** The least room in which a part can be read whole, rem. A part that gets less is left out. */
export const least: Record<WallPart, { width: number; height: number }> = {
  title: { width: 30, height: 5.1 },
  nav: { width: 42, height: 4.25 },
  incident: { width: 42, height: 4.75 },
  stage: { width: 32, height: 18 },
  tiles: { width: 13.5, height: 6 },
  stream: { width: 24, height: 10 },
  ranking: { width: 24, height: 10 },
  card: { width: 24, height: 17 },
  alerts: { width: 24, height: 12 },
  flow: { width: 24, height: 11 },
  trend: { width: 24, height: 11 },
  strip: { width: 46, height: 8 },
  orders: { width: 46, height: 9 },
}

/** One tile of the 总图, and one of a 专题图, where all its indicators must stand. */
export const leastTile = {
  city: { width: 13.5, height: 7.4 },
  theme: { width: 14.35, height: 6 },
}
