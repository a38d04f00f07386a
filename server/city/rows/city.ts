import { z } from 'zod'
import { levelIds, limitUnits } from '../../../shared/city/pack.ts'

const minuteOfDay = z.string().transform((text, context) => {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text)
  const minute = Number(match?.[1]) * 60 + Number(match?.[2])
  if (minute <= 1440) return minute
  context.addIssue({ code: 'custom', message: '应为时刻，如 08:30' })
  return z.NEVER
})
const text = z.string('应为文字').min(1, '不能为空')
const limit = z
  .object({
    amount: z.number('应为数字').positive('应大于 0'),
    unit: z.enum(limitUnits, `应为其中之一：${limitUnits.join('、')}`),
  })
  .transform(({ amount, unit }) => ({ amount, unit }))

const shapes = ['circle', 'square', 'triangle', 'diamond', 'hexagon', 'cross'] as const

/** city.json: what the city is called, its levels, hours, sources of cases and 大类. */
export const cityFile = z.object({
  id: text.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, '应为小写英文字母、数字和连字符'),
  code: text,
  name: text,
  title: text,
  zone: text.refine(isZone, '应为 IANA 时区名，如 Asia/Shanghai'),
  demo: z.boolean('应为 true 或 false').default(false),
  boundaryNote: z.string('应为文字').default(''),
  attribution: z.array(text, '应为文字列表').default([]),
  levels: z
    .array(z.object({ id: z.enum(levelIds), name: text }))
    .refine(
      (levels) => levels.length > 0 && levels.every(({ id }, i) => id === levelIds[i]),
      `应从 city 起依次取 ${levelIds.join('、')} 的前几级`,
    ),
  workingHours: z
    .array(z.tuple([minuteOfDay, minuteOfDay]))
    .refine(ascending, '各段应首尾有序、互不重叠，且至少一段'),
  limits: z.object({ register: limit, dispatch: limit, verification: limit }),
  caseSources: z.array(z.object({ key: text, name: text })).refine(...unique('key')),
  open311Source: text.optional(),
  categories: z
    .array(
      z.object({
        code: text,
        name: text,
        shortName: text.optional(),
        shape: z.enum(shapes, `应为其中之一：${shapes.join('、')}`),
        hollow: z.boolean('应为 true(空心)或 false(实心)'),
      }),
    )
    .refine(...unique('code')),
  unknownType: text,
})
export type CityFile = z.output<typeof cityFile>

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function ascending(hours: [number, number][]): boolean {
  const minutes = hours.flat()
  return hours.length > 0 && minutes.every((m, i) => i === 0 || m > (minutes[i - 1] ?? 0))
}

function unique<K extends string>(
  key: K,
): [(rows: readonly Record<K, string>[]) => boolean, string] {
  return [(rows) => new Set(rows.map((row) => row[key])).size === rows.length, `${key} 不得重复`]
}
