import type { ReportPart, Span } from '../../../shared/reports/document.ts'
import { figureText } from '../../../shared/reports/words.ts'
import type { ScoreRow, ScoreTable } from '../../../shared/scores/answers.ts'
import type { CityView } from '../city-view.ts'
import { scoreTable } from '../score-table.ts'
import type { Filling } from './report-document.ts'

/** Columns of the table, by what they count; as many as a page is wide. */
const shown = ['按期处置', '按期结案', '返工', '满意'] as const

/** 各县(市、区)排名: the score table of the month, within peer groups, best first by its leading rate. */
export function bulletinRanking(view: CityView, { period, standing }: Filling): ReportPart[] {
  const { regions, catalog, position, replay } = standing
  const table = scoreTable(view, {
    region: regions.root.id,
    by: 'region',
    window: { grain: 'month', at: period.from },
    ...(replay && { at: position }),
  })
  const columns = table.indicators.flatMap((one, i) =>
    shown.some((name) => name === one.numeratorName) ? [i] : [],
  )
  const lead = leadOf(table)
  const known = new Set(catalog.pack.indicators.map(({ id }) => id))
  const placed = table.rows.filter(({ region }) => region !== null)
  if (placed.length === 0) return [{ kind: 'text', text: '无数据。' }]
  const rows = table.groups.flatMap(({ name, ranked }) =>
    placed
      .filter(({ group }) => group === name)
      .sort(byRate(table, lead))
      .map((row): Span[] => [
        { text: name },
        { text: row.name },
        ...columns.map((i) => cellSpan(table, row, i, known)),
        { text: placeText(row.cells[lead]?.places ?? null, ranked[lead] ?? 0) },
      ]),
  )
  const leading = table.indicators[lead]?.name ?? ''
  return [
    {
      kind: 'table',
      caption: `同类组内依${leading}排序。位次为 95% 区间所容许的最好与最差名次，件数不足的不排。`,
      columns: [
        { name: '组别', align: 'left' },
        { name: '区域', align: 'left' },
        ...columns.map((i) => ({
          name: `${table.indicators[i]?.name ?? ''}（${table.indicators[i]?.unit ?? ''}）`,
          align: 'right' as const,
        })),
        { name: '位次', align: 'right' },
      ],
      rows,
    },
  ]
}

/** The rate that the score page sorts by at first: 按期结案率. */
function leadOf({ indicators }: ScoreTable): number {
  const lead = indicators.findIndex(({ numeratorName }) => numeratorName === '按期结案')
  return Math.max(0, lead)
}

const byRate =
  ({ indicators }: ScoreTable, lead: number) =>
  (a: ScoreRow, b: ScoreRow): number => {
    const sign = indicators[lead]?.direction === 'down' ? 1 : -1
    const [x, y] = [a, b].map((row) => row.cells[lead]?.value ?? null)
    if (x === null || x === undefined) return y === null || y === undefined ? 0 : 1
    if (y === null || y === undefined) return -1
    return sign * (x - y)
  }

function cellSpan(table: ScoreTable, row: ScoreRow, i: number, known: ReadonlySet<string>): Span {
  const column = table.indicators[i]
  const value = row.cells[i]?.value ?? null
  if (column === undefined || row.region === null) return { text: figureText(null, noUnit) }
  const { from, to } = table.window
  return {
    text: figureText(value, { unit: '', decimals: column.decimals }),
    figure: {
      indicator: known.has(column.id) ? column.id : null,
      ...{ name: column.name, region: row.region, from, to, value, source: 'score' },
    },
  }
}

const noUnit = { unit: '', decimals: 0 }

const placeText = (places: readonly [number, number] | null, of: number): string => {
  if (places === null) return '—'
  const [best, worst] = places
  return `${best === worst ? best : `${best}–${worst}`}/${of}`
}
