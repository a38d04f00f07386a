import type { Category } from '../../shared/city/pack.ts'

export type CategoryKey = Pick<Category, 'code' | 'name' | 'shape' | 'hollow'>

const unknown: Pick<Category, 'shape' | 'hollow'> = { shape: 'circle', hollow: true }

/** The symbol of a category; one that the pack does not know stays a hollow circle. */
export const symbolOf = (
  categories: readonly CategoryKey[],
  code: string,
): Pick<Category, 'shape' | 'hollow'> => categories.find((c) => c.code === code) ?? unknown

/** Legend lines: one a shape, with the names that share it, solid first. */
export function legendOf(
  categories: readonly CategoryKey[],
): { shape: Category['shape']; names: string[] }[] {
  const shapes = [...new Set(categories.map((c) => c.shape))]
  return shapes.map((shape) => ({
    shape,
    names: categories
      .filter((c) => c.shape === shape)
      .sort((a, b) => Number(a.hollow) - Number(b.hollow))
      .map((c) => c.name),
  }))
}
