import type { LevelId } from '../../shared/city/pack.ts'

/** What the city calls a unit of a level, short: 县(市、区) → 县市区, 乡镇(街道) → 镇街. */
export function levelWord(
  levels: readonly { id: LevelId; name: string }[],
  level: LevelId | null,
): string | null {
  const name = levels.find((one) => one.id === level)?.name
  if (name === undefined) return null
  return name === '乡镇(街道)' ? '镇街' : name.replace(/[()（）、]/g, '')
}
