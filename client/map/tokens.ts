const names = {
  ink: '--ink',
  select: '--select',
  seaDeep: '--sea-deep',
  s1: '--s1',
  s2: '--s2',
  s3: '--s3',
  s4: '--s4',
  c1: '--c1',
  c2: '--c2',
  c3: '--c3',
  c4: '--c4',
  c5: '--c5',
  c6: '--c6',
  cNull: '--c-null',
  font: '--font',
  fontTitle: '--font-title',
  graticule: '--map-graticule',
  neighbour: '--map-neighbour',
  neighbourLine: '--map-neighbour-line',
  skirtTop: '--map-skirt-top',
  skirtFoot: '--map-skirt-foot',
  land: '--map-land',
  hatch: '--map-hatch',
  village: '--map-village',
  town: '--map-town',
  county: '--map-county',
  coastLit: '--map-coast-lit',
  coast: '--map-coast',
  coastShade: '--map-coast-shade',
  dim: '--map-dim',
  casing: '--map-casing',
  casingShadow: '--map-casing-shadow',
  halo: '--map-halo',
  waterText: '--map-water-text',
  value: '--map-value',
  leader: '--map-leader',
  under: '--map-under',
  light: '--map-light',
} as const

/** The map's colours and faces as the style sheets state them; under and light are opacities 0–1. */
export type Tokens = Record<keyof typeof names, string>

/** Reads the tokens once from the element the map lies in; an undefined token is ''. */
export function readTokens(element: Element): Tokens {
  const style = getComputedStyle(element)
  const entries = Object.entries(names).map(([key, name]) => [
    key,
    plainColour(style.getPropertyValue(name).trim()),
  ])
  return Object.fromEntries(entries) as Tokens
}

/** `#rrggbbaa`, as build tools shorten colours, in the older form the map library reads. */
export function plainColour(value: string): string {
  const hex = /^#([0-9a-f]{4}|[0-9a-f]{8})$/i.exec(value)?.[1]
  if (!hex) return value
  const size = hex.length / 4
  const parts = [0, 1, 2, 3].map((i) => {
    const digits = hex.slice(i * size, (i + 1) * size)
    return Number.parseInt(size === 1 ? digits + digits : digits, 16)
  })
  return `rgba(${parts.slice(0, 3).join(',')},${((parts[3] ?? 255) / 255).toFixed(3)})`
}

/** [r, g, b], 0–1, of `#rgb` or `#rrggbb`; black for anything else. */
export function rgbOf(colour: string): [number, number, number] {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour)?.[1] ?? '000'
  const size = hex.length / 3
  const part = (i: number) => {
    const digits = hex.slice(i * size, (i + 1) * size)
    return Number.parseInt(size === 1 ? digits + digits : digits, 16) / 255
  }
  return [part(0), part(1), part(2)]
}

export const severityColour = (t: Tokens, severity: 1 | 2 | 3 | 4): string =>
  t[`s${severity}` as const]

/** The six steps of the choropleth, lowest first. */
export const ramp = (t: Tokens): string[] => [t.c1, t.c2, t.c3, t.c4, t.c5, t.c6]
