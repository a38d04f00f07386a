import type { MapRegion } from './compose/model.ts'

const weight = 600
const probe = '20px'

/** Waits for web fonts that names need; true when one arrived, so that names must be drawn again. */
export async function lateFaces(regions: readonly MapRegion[], family: string): Promise<boolean> {
  const drawn = regions.filter((r) => r.level !== 'community' && r.level !== 'grid')
  const text = drawn.map((r) => r.name).join('')
  const faces = await document.fonts?.load(`${weight} ${probe} ${family}`, text).catch(() => [])
  return (faces?.length ?? 0) > 0
}
