import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ZodError } from 'zod'
import { DomainError } from '../../../shared/errors.ts'
import type { SavedMapping } from '../../../shared/imports/answers.ts'
import { workOrderMapping, type WorkOrderMapping } from '../../../shared/imports/mapping.ts'
import { decodeText } from '../decode.ts'

/** The mappings that a pack ships (城市包自带映射): `<pack>/work-orders/<id>.json`. Raises `bad-request`. */
export function packMappings(packFolder: string): SavedMapping[] {
  const folder = join(packFolder, 'work-orders')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const mapping = readMapping(readFileSync(join(folder, name)), `work-orders/${name}`)
      return { id: name.slice(0, -5), name: mapping.name, origin: 'pack', mapping, savedAt: null }
    })
}

/** A mapping from a file's bytes. Raises `bad-request` that names every field that is wrong. */
export function readMapping(bytes: Uint8Array, file: string): WorkOrderMapping {
  let content: unknown
  try {
    content = JSON.parse(decodeText(bytes).text)
  } catch {
    throw bad(`${file} 不是 JSON。`)
  }
  return parseMapping(content, file)
}

export function parseMapping(content: unknown, where = '映射'): WorkOrderMapping {
  const read = workOrderMapping.safeParse(content)
  if (read.success) return read.data
  throw bad(`${where}有误：\n${problemsOf(read.error).join('\n')}`)
}

const problemsOf = ({ issues }: ZodError): string[] =>
  issues.slice(0, 20).map(({ path, message }) => `${path.join('.')}：${message}`)

const bad = (what: string) => new DomainError({ code: 'bad-request', params: { what } })
