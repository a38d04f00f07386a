import type { CityView } from './city-view.ts'

/** When the pack in force was adopted (城市包启用), UTC ms; 0 where none was yet. */
export function packAdoptedAt({ database }: CityView): number {
  const found = database.sqlite
    .prepare<[], { at: number }>(
      `SELECT l.recorded_at AS at FROM pack_version v JOIN log l ON l.position = v.position
       ORDER BY v.pack DESC LIMIT 1`,
    )
    .get()
  return found?.at ?? 0
}
