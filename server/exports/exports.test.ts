import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { constants, deflateSync, inflateSync } from 'node:zlib'
import { read, utils, write } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeTestCity, simulatedFacts } from '../../test/demo-city.ts'
import { exportDesk } from '../../test/export-city.ts'
import type { AnalysisQuestion } from '../../shared/analysis/question.ts'
import { indicatorSeries } from '../queries/indicator-series.ts'
import { chunksOf, pngKeyword, withText } from './chart/png.ts'
import { openPdf } from './read/read-pdf.ts'
import { Cancelled } from './table/table-run.ts'
import { verifyExport } from './verify-export.ts'

const city = makeTestCity()
const { view } = city
const desk = exportDesk(view)
const exportCity = { view, packFolder: 'seed/nantong' }
const districts = city.pack.regions.filter(({ level }) => level === 'district').map(({ id }) => id)
const indicators = city.pack.indicators.filter(({ sensitive }) => !sensitive).map(({ id }) => id)
const usual: AnalysisQuestion = {
  indicators: ['overview.accepted_today', 'overview.on_time'].filter((id) =>
    indicators.includes(id),
  ),
  regions: [1, ...districts.slice(0, 3)],
  ...{ from: '2026-10-28', to: '2026-11-05', grain: 'day', compare: 'previous' },
  ...{ view: 'trend', methods: [] },
}

beforeAll(() => void city.take(simulatedFacts(city.pack, 8, 0.01)))
afterAll(() => {
  city.close()
  rmSync(desk.folder, { recursive: true, force: true })
})

/** The values of `indicator.series` as of the head, by indicator, region code and start of period. */
function seriesValues(question: AnalysisQuestion): Map<string, number | null> {
  const { zone } = view
  const start = (date: string) => zone.startOfDay(zone.dayFromIso(date))
  const values = new Map<string, number | null>()
  for (const series of indicatorSeries(view, {
    indicators: question.indicators,
    regions: question.regions,
    from: start(question.from),
    to: start(question.to),
    grain: question.grain as 'day',
    at: view.position,
  }).series)
    for (const point of series.points) {
      const { code } = view.epoch.tree.get(series.region)
      const day = zone.isoDate(zone.dayOf(point.from))
      values.set(`${series.indicator}|${code}|${day}`, point.value)
    }
  return values
}

type Line = Record<string, unknown>
const csvLines = (text: string): Line[] =>
  parse(text, {
    bom: true,
    columns: true,
    comment: '#',
    comment_no_infix: true,
    skip_empty_lines: true,
    relax_column_count: true,
  })
const numberOf = (cell: unknown): number | null =>
  cell === '' || cell === null || cell === undefined ? null : Number(cell)

const valuesOf = (lines: readonly Line[], day: (cell: unknown) => string) =>
  new Map(
    lines.map((line) => [
      `${String(line['指标编号'])}|${String(line['区域代码'])}|${day(line['起'])}`,
      numberOf(line['数值']),
    ]),
  )

const workbook = (path: string) => read(readFileSync(path), { cellDates: false })
const sheetLines = (path: string, name = '数据'): Line[] =>
  utils.sheet_to_json(workbook(path).Sheets[name]!, { raw: true, defval: null })
const serialDay = (cell: unknown): string =>
  new Date((Number(cell) - 25_569) * 86_400_000).toISOString().slice(0, 10)

it('a file of a demo city says 演示数据, and its neighbour of a real one does not', async () => {
  const asked = desk.asked({ question: usual, format: 'csv' })
  expect(readFileSync(await desk.make(asked), 'utf8')).toContain('演示数据')
  const real = await desk.make({ ...asked, demo: false })
  expect(readFileSync(real, 'utf8')).not.toContain('演示数据')
})

describe('a table read back with another program', () => {
  const questions = fc.record({
    indicators: fc.uniqueArray(fc.constantFrom(...indicators), { minLength: 1, maxLength: 4 }),
    regions: fc.uniqueArray(fc.constantFrom(1, ...districts), { minLength: 1, maxLength: 4 }),
    grain: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
    from: fc.constantFrom('2026-10-01', '2026-10-29', '2026-11-02'),
  })

  it('holds exactly the numbers of indicator.series, in CSV and in XLSX', async () => {
    await fc.assert(
      fc.asyncProperty(questions, async (asked) => {
        const question = { ...usual, ...asked, compare: 'none' as const }
        const wanted = seriesValues(question)
        const csv = await desk.make(desk.asked({ question, format: 'csv' }))
        const lines = csvLines(readFileSync(csv, 'utf8'))
        expect(valuesOf(lines, (cell) => String(cell))).toEqual(wanted)
        const xlsx = await desk.make(desk.asked({ question, format: 'xlsx' }))
        expect(valuesOf(sheetLines(xlsx), serialDay)).toEqual(wanted)
      }),
      { numRuns: 12 },
    )
  })

  it('leaves a missing value empty and says why, never 0', async () => {
    const question = { ...usual, from: '2026-06-01', to: '2026-06-05', compare: 'none' }
    const path = await desk.make(desk.asked({ question, format: 'csv' }))
    for (const line of csvLines(readFileSync(path, 'utf8')))
      expect([line['数值'], line['缺值原因']]).toEqual(['', '无数据'])
  })

  it('has real numbers, real dates, number formats, a frozen header and the five sheets', async () => {
    const path = await desk.make(desk.asked({ question: usual, format: 'xlsx' }))
    const book = read(readFileSync(path), { cellNF: true, cellStyles: true })
    expect(book.SheetNames).toEqual(['数据', '口径', '来源与截至', '批注', '图'])
    const sheet = book.Sheets['数据']!
    const row = sheetLines(path).findIndex((line) => line['数值'] !== null) + 2
    expect(sheet[`D${row}`]).toMatchObject({ t: 'n', z: '#,##0" 件"' })
    expect(sheet[`N${row}`]).toMatchObject({ t: 'n', z: 'yyyy-mm-dd' })
    expect(readFileSync(path).includes('xl/media/image1.png')).toBe(true)
  })

  it('comes in GB18030 where that is asked for', async () => {
    const asked = { question: usual, format: 'csv', options: { encoding: 'gb18030' } }
    const path = await desk.make(desk.asked(asked))
    const bytes = readFileSync(path)
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow()
    const lines = csvLines(new TextDecoder('gb18030', { fatal: true }).decode(bytes))
    expect(valuesOf(lines, String)).toEqual(seriesValues(usual))
    expect((await verifyExport(exportCity, path, `${path}.again`)).differences).toEqual([])
  })
})

describe('scope', () => {
  it('a region outside what the asker may see is in no file', async () => {
    const [own, other] = districts as [number, number]
    const by = { id: 'x', name: 'x', regions: [own] }
    const question = { ...usual, regions: [own, other, 1] }
    const path = await desk.make(desk.asked({ question, format: 'csv' }, by))
    const codes = new Set(csvLines(readFileSync(path, 'utf8')).map((line) => line['区域代码']))
    expect([...codes]).toEqual([view.epoch.tree.get(own).code])
  })

  it('nothing to export is said in words', async () => {
    const asked = desk.asked({ question: { ...usual, regions: [] }, format: 'xlsx' })
    await expect(desk.make(asked)).rejects.toMatchObject({ params: { what: '请至少选一个区域' } })
  })
})

describe('a print', () => {
  const parts = ['趋势', '数据截至', '数据', '区域 期', '口径', '来源与截至', '数据指纹']
  const inOrder = (words: string) => {
    const places = parts.map((one) => words.replace(/ +/g, ' ').indexOf(one))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  }

  it('has its words in the order of reading, and pages that are numbered', async () => {
    const path = await desk.make(desk.asked({ question: usual, format: 'pdf' }))
    const pages = (await (await openPdf(readFileSync(path))).words()).map((one) => one.join(' '))
    inOrder(pages.join('\n'))
    expect(pages[0]?.replace(/ /g, '')).toContain(`第1页共${pages.length}页`)
    // Every page that begins within the table begins with its header.
    expect(pages[1]?.replace(/ +/g, ' ')).toMatch(/^区域 期|口径|来源/)
  })

  const pdftotext = spawnSync('pdftotext', ['-v']).error === undefined
  it.runIf(pdftotext)('gives the same words in the same order to pdftotext', async () => {
    const path = await desk.make(desk.asked({ question: usual, format: 'pdf' }))
    const { stdout } = spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
    inOrder(stdout)
  })
})

describe('verifying', () => {
  it('agrees with an untouched file of every format', async () => {
    for (const format of ['csv', 'xlsx', 'svg', 'png', 'pdf']) {
      const path = await desk.make(desk.asked({ question: usual, format }))
      const found = await verifyExport(exportCity, path, join(desk.folder, 'again'))
      expect([format, found.differences]).toEqual([format, []])
      expect(found.rows).toBeGreaterThan(20)
    }
  })

  /** Changes one figure of 今日受理 of 2 November by hand: in the rows as text. */
  const altered = (text: string) => {
    const [line = ''] = /^今日受理,[^,]+,11月2日,\d+/m.exec(text) ?? []
    const value = Number(line.split(',')[3])
    return { value, text: text.replace(line, line.replace(/\d+$/, String(value + 1))) }
  }
  const named = (value: number) => `数值：文件为 ${value + 1}，重算为 ${value}`
  const byHand: Record<string, (path: string) => number> = {
    csv(path) {
      const { value, text } = altered(readFileSync(path, 'utf8'))
      writeFileSync(path, text)
      return value
    },
    xlsx(path) {
      const book = read(readFileSync(path), { cellNF: true })
      const sheet = book.Sheets['数据']!
      const row = sheetLines(path).findIndex(
        (line) => line['指标'] === '今日受理' && line['期'] === '11月2日',
      )
      const cell = sheet[`D${row + 2}`]!
      cell.v += 1
      writeFileSync(path, write(book, { type: 'buffer', bookType: 'xlsx' }))
      return cell.v - 1
    },
    svg(path) {
      const { value, text } = altered(readFileSync(path, 'utf8'))
      writeFileSync(path, text)
      return value
    },
    png(path) {
      const png = readFileSync(path)
      const text = [...chunksOf(png)].find(({ type }) => type === 'iTXt')!.data
      const inside = altered(inflateSync(text.subarray(pngKeyword.length + 5)).toString('utf8'))
      const start = png.indexOf('iTXt') - 4
      const bare = Buffer.concat([
        png.subarray(0, start),
        png.subarray(start + 12 + png.readUInt32BE(start)),
      ])
      writeFileSync(path, withText(bare, inside.text))
      return inside.value
    },
    pdf(path) {
      // The streams of a PDF are packed; readers find their way where one has another length.
      const pdf = readFileSync(path)
      for (let at = 0; (at = pdf.indexOf('stream\n', at)) >= 0; at += 7) {
        const end = pdf.indexOf('\nendstream', at)
        const packed = pdf.subarray(at + 7, end)
        if (pdf.toString('latin1', at - 3, at) === 'end' || packed[0] !== 0x78) continue
        const inside = inflateSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }).toString()
        if (!inside.includes('今日受理')) continue
        const { value, text } = altered(inside)
        const parts = [pdf.subarray(0, at + 7), deflateSync(text), pdf.subarray(end)]
        writeFileSync(path, Buffer.concat(parts))
        return value
      }
      throw new Error('no attachment')
    },
  }

  it('names the one figure that was changed by hand, in every format', async () => {
    for (const [format, change] of Object.entries(byHand)) {
      const path = await desk.make(desk.asked({ question: usual, format }))
      const value = change(path)
      const { agrees, differences } = await verifyExport(exportCity, path, `${path}.again`)
      const about = differences.filter((words) => words.includes('数值：'))
      expect([format, agrees, about]).toEqual([
        ...[format, false, [expect.stringContaining(named(value))]],
      ])
    }
  })

  it('names the words of a picture that were changed, where the rows were not', async () => {
    const svg = await desk.make(desk.asked({ question: usual, format: 'svg' }))
    const text = readFileSync(svg, 'utf8')
    writeFileSync(svg, text.replace(/(<text[^>]*>)11月2日</, '$111月3日<'))
    const { differences } = await verifyExport(exportCity, svg, `${svg}.again`)
    expect(differences).toEqual(['图上文字：文件为 11月3日，重做为 11月2日'])
    writeFileSync(svg, text.replace('<text', '<text opacity="0.5"'))
    const faded = await verifyExport(exportCity, svg, `${svg}.again`)
    expect(faded.differences).toEqual([expect.stringContaining('图形与重画不同')])
  })

  it('still agrees when the city has moved on', async () => {
    const csv = await desk.make(desk.asked({ question: usual, format: 'csv' }))
    const now = city.clock.time
    city.take([
      {
        ...{ type: 'case-reported', key: 'later-1', source: 'hotline', case: 'later-1' },
        ...{ occurredAt: now - 86_400_000, region: '320613', eventType: '0102' },
      },
    ])
    expect((await verifyExport(exportCity, csv, `${csv}.again`)).differences).toEqual([])
  })

  it('refuses a file that was cut off', async () => {
    const csv = await desk.make(desk.asked({ question: usual, format: 'csv' }))
    writeFileSync(csv, readFileSync(csv).subarray(0, 900))
    const { agrees, differences } = await verifyExport(exportCity, csv, `${csv}.again`)
    expect(agrees).toBe(false)
    expect(differences[0]).toMatch('没有来源')
  })
})

it('a cancelled export stops between its parts', async () => {
  let told = 0
  const watch = { progress: () => void (told += 1), cancelled: () => told >= 2 }
  const question = { ...usual, indicators: indicators.slice(0, 6) }
  const making = desk.make(desk.asked({ question, format: 'csv' }), watch)
  await expect(making).rejects.toBeInstanceOf(Cancelled)
  expect(told).toBe(2)
})

it('the encoder gives back what the decoder reads', () => {
  expect(iconv.decode(iconv.encode('栟茶镇㐀𠮷', 'gb18030'), 'gb18030')).toBe('栟茶镇㐀𠮷')
})
