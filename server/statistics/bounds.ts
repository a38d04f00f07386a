/** Values that can't be left: a rate stays within 0–100, a count at or above 0. */
export interface Bounds {
  min: number | null
  max: number | null
}

/** A value that lies within bounds: itself, or the bound it would pass. */
export const kept = (value: number, { min, max }: Bounds): number =>
  Math.min(max ?? Infinity, Math.max(min ?? -Infinity, value))
