import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnalysisQuestion, AnalysisView } from '../../shared/analysis/question.ts'
import type { ExportFormat } from '../../shared/exports/request.ts'
import { makeTestCity } from '../../test/demo-city.ts'
import { exportDesk } from '../../test/export-city.ts'
import { sensitivePack } from '../../test/sensitive-city.ts'
import { readExport } from './read/read-file.ts'
import { openPdf } from './read/read-pdf.ts'
import { placeOf } from './table/columns.ts'
import { attachedName } from './pdf/pdf.ts'

const register = 'law.cc_active_total'
const pack = sensitivePack(5)
const city = makeTestCity(pack)
const desk = exportDesk(city.view)
/** Midnight in Shanghai. */
const on = (month: number): number => Date.UTC(2026, month - 1, 1) - 8 * 3_600_000
/** District 2 has few, 3 the fewest of the others and is hidden with it; 5 is not the asker's. */
const counted: Record<number, number> = { 2: 7, 3: 4177, 4: 5333, 5: 6029, 6: 7444 }
const own = { id: 'x', name: '县里的', regions: [2, 3, 4, 6] }
const question: AnalysisQuestion = {
  ...{ indicators: [register], regions: [1, 2, 3, 4, 5, 6], methods: [] },
  ...{ from: '2026-01-01', to: '2026-04-01', grain: 'month', compare: 'none', view: 'trend' },
}

beforeAll(() => {
  for (const month of [1, 2, 3]) {
    const at = on(month + 1) + 3_600_000
    const head = { source: 'correction-register', feed: 'correction-register', publishedAt: at }
    const span = { from: on(month), to: on(month + 1) }
    const codes = Object.keys(counted).map((id) => `3206${id.padStart(2, '0')}`)
    city.clock.time = Math.max(city.clock.time, at)
    const verdicts = city.take([
      {
        ...{ ...head, ...span, type: 'observations-reported', key: `o${month}`, occurredAt: at },
        ...{ grain: 'month', regions: codes },
        values: { 'correction.active': Object.values(counted) },
      },
      {
        ...{ ...head, type: 'coverage-reported', key: `c${month}`, occurredAt: at },
        ...{ from: span.from, until: span.to },
      },
    ])
    expect(verdicts.map((one) => one.verdict)).toEqual(['accepted', 'accepted'])
  }
})
afterAll(() => {
  city.close()
  rmSync(desk.folder, { recursive: true, force: true })
})

/** Everything in a file that is words: what people see of it, and what programs read. */
async function wordsOf(path: string, format: ExportFormat): Promise<{ seen: string; all: string }> {
  const bytes = readFileSync(path)
  if (format === 'csv') return { seen: bytes.toString(), all: bytes.toString() }
  if (format === 'xlsx') {
    const book = read(bytes, { cellDates: false })
    const all = book.SheetNames.map((name) => utils.sheet_to_csv(book.Sheets[name]!)).join('\n')
    return { seen: all, all }
  }
  if (format === 'pdf') {
    const pdf = await openPdf(bytes)
    const seen = (await pdf.words()).flat().join('\n')
    return { seen, all: `${seen}\n${await pdf.attached(attachedName)}` }
  }
  const carried = await readExport(path)
  const rows = JSON.stringify(carried)
  if (format === 'png') return { seen: '', all: rows }
  const svg = bytes.toString().replace(/<metadata.*?<\/metadata>|<style>.*?<\/style>/gs, '')
  const drawn = [...svg.matchAll(/>([^<>]+)</g)].map(([, words]) => words).join('\n')
  return { seen: drawn, all: `${drawn}\n${rows}` }
}

const asks: [ExportFormat, AnalysisView][] = [
  ...(['csv', 'xlsx', 'png'] as const).map((one): [ExportFormat, AnalysisView] => [one, 'trend']),
  ...(['trend', 'rank', 'heat', 'spread'] as const).flatMap(
    (view): [ExportFormat, AnalysisView][] => [
      ['svg', view],
      ['pdf', view],
    ],
  ),
  ['pdf', 'table'],
]

describe('what may not be seen is in no file', () => {
  it.each(asks)('%s of %s', async (format, view) => {
    const asked = { question: { ...question, view }, format }
    const path = await desk.make(desk.asked(asked, own))
    const { seen, all } = await wordsOf(path, format)
    for (const place of ['区域5', '320605', '区域1\n'])
      expect([place, all.includes(place)]).toEqual([place, false])
    for (const figure of ['4177', '4,177', '6029', '6,029'])
      expect([figure, all.includes(figure)]).toEqual([figure, false])
    expect(seen.split('\n').map((one) => one.trim())).not.toContain('7')
    const rows = (await readExport(path))?.rows ?? []
    const [value, code, absence] = [placeOf('数值'), placeOf('区域代码'), placeOf('缺值原因')]
    const of = (id: string) =>
      rows.filter((row) => row[code] === id).map((row) => [row[value], row[absence]])
    for (const id of ['320602', '320603'])
      expect(of(id)).toEqual(Array.from({ length: 3 }, () => ['', '不显示']))
    expect(of('320604').map(([shown]) => shown)).toEqual(['5333', '5333', '5333'])
    // Why, in words: on the picture and on the page too.
    if (format !== 'png') {
      expect(seen).toContain('不显示')
      expect(seen).toContain('有 2 个区域不存在或不在可见范围，未列入')
    }
  })

  it('a district that asks for another’s alone gets words and no file', async () => {
    const asked = desk.asked({ question: { ...question, regions: [5] }, format: 'pdf' }, own)
    await expect(desk.make(asked)).rejects.toMatchObject({ params: { what: '请至少选一个区域' } })
    expect(() => readFileSync(join(desk.folder, '99.pdf'))).toThrow()
  })
})
