import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CityPack } from '../../../../shared/city/pack.ts'
import { DomainError } from '../../../../shared/errors.ts'
import { decodeText } from '../../decode.ts'
import { checkMapping, type MappingProblem } from './check-mapping.ts'
import { sheetMapping, type SheetMapping } from './sheet-mapping.ts'

/** The folder of a pack where its mappings lie. */
export const mappingFolder = (packFolder: string): string => join(packFolder, 'sheets')

/** Ids of all mappings of a pack, in order; none where there is no folder. */
export function mappingIds(packFolder: string): string[] {
  const folder = mappingFolder(packFolder)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []))
    .sort()
}

/**
 * A pack's mapping, checked against the pack. Raises `not-found` for an unknown id and `bad-request`
 * that names file and field of every mistake.
 */
export function loadMapping(packFolder: string, id: string, pack: CityPack): SheetMapping {
  if (!mappingIds(packFolder).includes(id))
    throw new DomainError({
      code: 'not-found',
      params: {
        what: `没有台账映射 ${id.slice(0, 60)}；已有：${mappingIds(packFolder).join('、')}`,
      },
    })
  const file = join(mappingFolder(packFolder), `${id}.json`)
  const read = parseMapping(readFileSync(file), id, pack)
  if ('mapping' in read) return read.mapping
  const lines = read.problems.map(
    ({ field, found, expected }) =>
      `  sheets/${id}.json「${field}」：${found === '' ? '' : `现为“${found}”，`}${expected}`,
  )
  throw new DomainError({
    code: 'bad-request',
    params: { what: [`台账映射有 ${lines.length} 处错误：`, ...lines].join('\n') },
  })
}

/** A mapping from its file's bytes, or everything that is wrong with it. */
export function parseMapping(
  bytes: Uint8Array,
  id: string,
  pack: CityPack,
): { mapping: SheetMapping } | { problems: MappingProblem[] } {
  let content: unknown
  try {
    content = JSON.parse(decodeText(bytes).text)
  } catch (error) {
    return { problems: [{ field: '', found: '', expected: `不是 JSON：${String(error)}` }] }
  }
  const parsed = sheetMapping.safeParse(content)
  if (!parsed.success)
    return {
      problems: parsed.error.issues.map(({ path, message }) => ({
        field: path.join('.'),
        found: '',
        expected: message,
      })),
    }
  const problems = checkMapping(parsed.data, pack)
  if (parsed.data.id !== id)
    problems.unshift({ field: 'id', found: parsed.data.id, expected: `应与文件名一致：${id}` })
  return problems.length > 0 ? { problems } : { mapping: parsed.data }
}
