import { reaches, valueAxis } from './axis.ts'
import type { MultiplesPanel, RefusedPanel } from './model.ts'
import * as parts from './parts.ts'

/** 小倍数: a small picture for each region, all on one axis so that heights can be compared. */
export const multiplesPanels = (given: parts.ViewGiven): (MultiplesPanel | RefusedPanel)[] =>
  parts.byIndicator(given.answer.lines).map(([indicator, lines]) => {
    const head = parts.headOf(given, indicator)
    const empty = parts.emptiness(lines)
    if (empty !== null) return parts.refusedPanel(head.title, empty)
    const periods = parts.periodsOf(lines)
    if (periods.length < 2)
      return parts.refusedPanel(head.title, '只有一期，画不成小倍数；请看分布或地图')
    const own = lines.map((line) => parts.viewLine(given, line, true))
    const drawn = own.flatMap(({ values, lastYear, base }) => [
      ...values,
      ...(lastYear ?? []),
      ...(base ?? []),
    ])
    const [yellow, red] = [lines[0]?.yellowLine ?? null, lines[0]?.redLine ?? null]
    const yellowLine = reaches(yellow, drawn) ? yellow : null
    const redLine = reaches(red, drawn) ? red : null
    const axis = valueAxis([...drawn, yellowLine, redLine], head.unit)
    const levels = new Set(parts.regionsOf(given).map(({ level }) => level))
    return {
      ...head,
      kind: 'multiples' as const,
      cautions: [
        ...(axis.truncated ? ['纵轴不从 0 起'] : []),
        ...(levels.size > 1 ? ['所选区域不同级，同一数值轴下小区域会显得平'] : []),
        ...parts.runningWords(periods),
        ...parts.annotationWords(given, [indicator], parts.spanOf(periods)),
      ],
      periods,
      axis,
      lines: own,
      ...{ yellowLine, redLine },
      marks: parts.marksOf(given, indicator, periods),
    }
  })
