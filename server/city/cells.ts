import { z } from 'zod'

/** A cell that `read` turns into a value; undefined = wrong, and `expected` says what to write. */
export const cell = <T>(expected: string, read: (text: string) => T | undefined) =>
  z.transform((text: string | undefined, context): T => {
    const value = text === undefined ? undefined : read(text)
    if (value !== undefined) return value
    context.addIssue({ code: 'custom', message: expected })
    return z.NEVER
  })

const numberOf = (text: string): number | undefined =>
  /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined

/** Text that must be there. */
export const text = cell('不能为空', (t) => (t === '' ? undefined : t))
/** Text that may be empty. */
export const note = cell('应有此格', (t) => t)
/** Text or null where the cell is empty. */
export const textOrNull = cell('文字或留空', (t) => (t === '' ? null : t))
export const number = cell('应为数字，如 12 或 0.5', numberOf)
export const numberOrNull = cell('应为数字或留空', (t) => (t === '' ? null : numberOf(t)))
export const positive = cell('应为大于 0 的数字', (t) => {
  const n = numberOf(t)
  return n !== undefined && n > 0 ? n : undefined
})
export const integer = cell('应为整数', (t) => (/^-?\d+$/.test(t) ? Number(t) : undefined))
export const flag = cell('应为 0(否)或 1(是)', (t) =>
  t === '1' ? true : t === '0' ? false : undefined,
)
/** Values parted by `;`; empty = none. */
export const list = cell('应为以 ; 分隔的列表', (t): string[] => itemsOf(t))

export function itemsOf(t: string): string[] {
  return t === '' ? [] : t.split(/[;；]/).map((item) => item.trim())
}

export const oneOf = <T extends string>(values: readonly T[]) =>
  cell(`应为其中之一：${values.join('、')}`, (t) => values.find((value) => value === t))

export const oneOfOrNull = <T extends string>(values: readonly T[]) =>
  cell(`应为其中之一或留空：${values.join('、')}`, (t): T | null | undefined =>
    t === '' ? null : values.find((value) => value === t),
  )

const spanUnits = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/** A span such as 5m, 12h, 3d, in milliseconds. */
export const span = cell('应为时长，如 5m(分)、12h(时)、3d(天)', (t) => {
  const match = /^(\d+)([mhd])$/.exec(t)
  const ms = Number(match?.[1]) * spanUnits[(match?.[2] ?? 'm') as keyof typeof spanUnits]
  return ms > 0 ? ms : undefined
})

const isDate = (t: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(t) &&
  !Number.isNaN(Date.parse(t)) &&
  new Date(t).toISOString().startsWith(t)

export const isoDate = cell('应为存在的日期，如 2026-10-01', (t) => (isDate(t) ? t : undefined))
export const isoDateOrNull = cell('应为存在的日期(如 2026-10-01)或留空', (t) =>
  t === '' ? null : isDate(t) ? t : undefined,
)

const severities = { 1: 1, 2: 2, 3: 3, 4: 4 } as const
export const severityOf = (t: string): 1 | 2 | 3 | 4 | undefined =>
  severities[t as unknown as keyof typeof severities]
export const severity = cell('应为 1(Ⅰ级)、2、3 或 4(Ⅳ级)', severityOf)

/** A column that older packs do not have reads as if its cells were `text`. */
export const optionalColumn = <T>(schema: z.ZodTransform<T, string | undefined>, text = '') =>
  schema.prefault(text)
