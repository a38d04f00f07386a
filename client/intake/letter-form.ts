import { caseFactName } from '../../shared/cases/fact-names.ts'
import { sourceFact } from '../../shared/events/source-fact.ts'
import { ratingNames, severityNames } from './intake-words.ts'

/** One field of a kept fact as a form shows it. */
export interface FormField {
  /** `text.title` for what lies inside. */
  path: string
  name: string
  kind: 'text' | 'long' | 'choice'
  choices: readonly { value: string; name: string }[]
  /** A letter keeps its own name: type, source and key are not for changing. */
  fixed: boolean
  required: boolean
  /** The schema of its type does not take what stands there. */
  wrong: boolean
}

type Kept = Record<string, unknown>

const names: Record<string, string> = {
  ...{ type: '事实类型', key: '键 key', source: '来源', case: '案件号', occurredAt: '发生时间' },
  ...{ publishedAt: '发布时间', eventType: '事项类型', region: '区域代码', point: '坐标' },
  ...{ severity: '等级', repeat: '第几次诉求', 'text.title': '标题', 'text.description': '内容' },
  ...{
    department: '部门',
    limit: '时限',
    disposalDeadline: '处置期限',
    closingDeadline: '办结期限',
  },
  ...{ reason: '理由', rating: '评价', into: '并入案件号', intoSource: '并入案件的来源' },
  ...{ owner: '督办岗位', due: '期限', note: '说明', from: '从', to: '到', feed: '接口' },
  ...{ grain: '周期', until: '覆盖至', regions: '区域', values: '数值', attachments: '附件' },
}

const options = new Map(sourceFact.options.map((one) => [one.shape.type.value as string, one]))

/** What a fact's type is called. */
export const typeName = (type: string): string =>
  type in caseFactName
    ? caseFactName[type as keyof typeof caseFactName]
    : ({ 'observations-reported': '观测', 'coverage-reported': '覆盖' }[type] ?? type)

/** The fields of a kept fact's type (表单); null where its type is not known, so that it stays text. */
export function fieldsOf(fact: Kept): FormField[] | null {
  const schema = options.get(String(fact.type))
  if (schema === undefined) return null
  const parsed = schema.safeParse(fact)
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.')))
  const shape = Object.entries(schema.shape as Record<string, Parser>)
  return shape.flatMap(([key, one]): FormField[] => {
    const paths = key === 'text' ? ['text.title', 'text.description'] : [key]
    return paths.map((path) => ({
      ...{ path, name: names[path] ?? path, kind: kindOf(path), choices: choicesOf(path) },
      fixed: path === 'type' || ((path === 'source' || path === 'key') && said(fact[path])),
      required: path === key && !one.safeParse(undefined).success,
      wrong: [...wrong].some((at) => at === path || at.startsWith(`${path}.`)),
    }))
  })
}

interface Parser {
  safeParse(value: unknown): { success: boolean }
}

const said = (value: unknown): boolean => typeof value === 'string' && value !== ''

const kindOf = (path: string): FormField['kind'] =>
  path === 'text.description' || path === 'values'
    ? 'long'
    : choicesOf(path).length > 0
      ? 'choice'
      : 'text'

function choicesOf(path: string): FormField['choices'] {
  if (path === 'severity')
    return ['1', '2', '3', '4'].map((value) => ({ value, name: severityNames[value] ?? value }))
  if (path !== 'rating') return []
  return (['satisfied', 'basically-satisfied', 'dissatisfied'] as const).map((value) => ({
    value,
    name: ratingNames[value],
  }))
}

/** What stands in a field, as text; empty where nothing does. */
export function valueAt(fact: Kept, path: string): string {
  const [key = '', inner] = path.split('.')
  const whole = fact[key]
  const value =
    inner === undefined
      ? whole
      : whole && typeof whole === 'object'
        ? Reflect.get(whole, inner)
        : null
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The fact with a field changed; an empty field is left out. What was no text becomes none again. */
export function withValue(fact: Kept, path: string, text: string): Kept {
  const [key = '', inner] = path.split('.')
  const value = text.trim() === '' ? undefined : readValue(path, text)
  if (inner !== undefined) {
    const whole = fact[key]
    const outer = whole && typeof whole === 'object' && !Array.isArray(whole) ? { ...whole } : {}
    return without({ ...fact, [key]: without({ ...outer, [inner]: value }) })
  }
  return without({ ...fact, [key]: value })
}

const texts = new Set(['case', 'key', 'eventType', 'region', 'into', 'reason', 'note', 'owner'])
const times = /(At|Deadline)$|^(due|from|to|until)$/

/** Numbers, lists and objects are written as JSON; names stay names, also where they are digits. */
function readValue(path: string, text: string): unknown {
  if (path.startsWith('text.') || texts.has(path)) return text
  if (times.test(path)) return /^\d{12,14}$/.test(text.trim()) ? Number(text) : text.trim()
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

const without = (fact: Kept): Kept =>
  Object.fromEntries(Object.entries(fact).filter(([, value]) => value !== undefined))
