import type { Region } from '../city/pack.ts'

/** Volume classes of departments (件数档), by cases due for disposal. Source: our default, 2026-11-23. */
const volumes = [
  { least: 1000, name: '1000 件以上' },
  { least: 100, name: '100–999 件' },
  { least: 0, name: '不足 100 件' },
] as const

/** The peer group of a department with so many cases due. */
export const volumeGroup = (due: number): string =>
  volumes.find((v) => due >= v.least)?.name ?? volumes[2].name

/**
 * The peer group of a region (同类区域): 功能区 by kind; else by its code, of counties the last two of six
 * digits (GB/T 2260-2007, 3: 01–20 市辖区, 21–99 县和县级市), of towns the last three of nine (GB/T 10114-2003,
 * 5: 001–099 街道, from 100 镇乡; as commonly stated, and true of every code of 南通); other codes by the level's name.
 */
export function regionGroup(
  { kind, code, level }: Pick<Region, 'kind' | 'code' | 'level'>,
  levelName: string,
): string {
  if (kind === 'functional') return '功能区'
  if (level === 'district' && /^\d{6}$/.test(code)) {
    return Number(code.slice(4)) <= 20 ? '区' : '县(市)'
  }
  if (level === 'town' && /^\d{9}$/.test(code)) {
    return Number(code.slice(6)) < 100 ? '街道' : '乡镇'
  }
  return levelName
}

/** The order in which groups are shown; what is not named here keeps the rows' order, at the end. */
export const groupOrder: readonly string[] = [
  ...volumes.map((v) => v.name),
  '区',
  '县(市)',
  '功能区',
  '街道',
  '乡镇',
]
