import { isTooShort } from '../statistics.ts'
import { itemsOf, oneLevel } from '../selection.ts'
import type { RefusedPanel, SpreadPanel } from './model.ts'
import * as parts from './parts.ts'

/** 分布: how the values of regions in one period spread, or those of one region over its periods. */
export const spreadPanels = (given: parts.ViewGiven): (SpreadPanel | RefusedPanel)[] =>
  parts.byIndicator(given.answer.lines).map(([indicator, lines]): SpreadPanel | RefusedPanel => {
    const head = parts.headOf(given, indicator)
    const empty = parts.emptiness(lines)
    if (empty !== null) return parts.refusedPanel(head.title, empty)
    const regions = parts.regionsOf(given)
    const picked = itemsOf(lines, indicator, regions)
    const found = given.answer.distributions.find((one) => one.indicator === indicator)
    if (picked === null || found === undefined)
      return parts.refusedPanel(head.title, '窗内没有有数的整期')
    if (isTooShort(found.result)) return parts.refusedPanel(head.title, found.result.tooShort)
    if (found.result.count < 2)
      return parts.refusedPanel(head.title, '只有一个数，看不出分布；请多选区域或放大时间窗')
    const [first] = picked.items
    const name = (i: number): string => {
      const item = picked.items[i]
      if (item === undefined) return ''
      return picked.over === 'regions' ? parts.nameOf(given, item.region) : item.point.label
    }
    return {
      ...head,
      kind: 'spread',
      cautions: [
        ...(picked.over === 'regions'
          ? parts.leftOutWords(given, regions.length, oneLevel(regions).length)
          : []),
        found.result.limits,
        ...parts.annotationWords(given, [indicator], picked.period ?? given.answer.window),
      ],
      over: picked.over,
      of:
        picked.over === 'regions'
          ? `${picked.period?.label ?? ''} · ${picked.items.length} 个区域`
          : `${first ? parts.nameOf(given, first.region) : ''} · ${picked.items.length} 期`,
      distribution: found.result,
      outliers: found.result.outliers.flatMap((i) => {
        const value = picked.items[i]?.point.value ?? null
        return value === null ? [] : [{ name: name(i), value }]
      }),
    }
  })
