import { statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { differences, figuresOf, type CopyFigures } from './figures.ts'
import { sha256Of } from './files.ts'

/** What is wrong with a copy (核对结果), in words; empty = nothing. */
export type Problems = string[]

/** Opens a copy of a city's file by itself and compares it with what it must be. */
export async function checkCopy(
  path: string,
  wanted: { figures: CopyFigures; database?: { bytes: number; sha256: string } },
): Promise<Problems> {
  const { database } = wanted
  if (database !== undefined) {
    const { size } = statSync(path, { throwIfNoEntry: false }) ?? { size: -1 }
    if (size !== database.bytes) return [`文件大小应为 ${database.bytes} 字节，实为 ${size} 字节`]
    if ((await sha256Of(path)) !== database.sha256) return ['文件指纹（SHA-256）与清单不符']
  }
  try {
    const sqlite = new Sqlite(path, { readonly: true })
    try {
      const integrity = sqlite.pragma('integrity_check(5)') as { integrity_check: string }[]
      const broken = integrity.map((row) => row.integrity_check).filter((words) => words !== 'ok')
      if (broken.length > 0) return [`库文件已损坏：${broken.join('；')}`]
      return differences(figuresOf(sqlite), wanted.figures).map((name) => `${name} 与清单不符`)
    } finally {
      sqlite.close()
    }
  } catch (error) {
    return [`打不开：${error instanceof Error ? error.message : String(error)}`]
  }
}
