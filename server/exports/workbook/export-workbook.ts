import type { Readable } from 'node:stream'
import { fileStyles } from '../../../shared/charts/style.ts'
import type { Zone } from '../../../shared/time/zone.ts'
import type { AskedExport } from '../asked.ts'
import { drawPanel, isDrawn } from '../chart/draw.ts'
import { pngsOf } from '../chart/png.ts'
import type { ViewPanels } from '../chart/view-panels.ts'
import type { FileFacts } from '../file-facts.ts'
import { annotationColumns, annotationLines } from '../table/annotation-lines.ts'
import type { ClockTexts } from '../table/cell-text.ts'
import { provenanceName } from '../table/csv.ts'
import type { TableRun } from '../table/table-run.ts'
import { dataSheet } from './data-sheet.ts'
import { SharedStrings } from './strings.ts'
import { WorkbookStyles } from './styles.ts'
import { textSheet } from './text-sheet.ts'
import { workbookStream, type SheetPicture } from './workbook.ts'

/** The sheets of an export, in order. */
export const sheetNames = ['数据', '口径', '来源与截至', '批注', '图'] as const
/** Pictures of a sheet: more make it slow to open. */
const mostPictures = 12
const rowPixels = 20
const size = { width: 1_000, height: 400, heading: true }

export interface WorkbookParts {
  zone: Zone
  clock: ClockTexts
  facts: FileFacts
  run: TableRun
  asked: AskedExport
  view: ViewPanels
}

/** An export as a workbook (电子表格): real numbers and dates, and the view as pictures. */
export async function exportWorkbook({
  zone,
  clock,
  facts,
  run,
  asked,
  view,
}: WorkbookParts): Promise<Readable> {
  const strings = new SharedStrings()
  const styles = new WorkbookStyles()
  const { pictures, words } = await picturesOf(view)
  const text = (
    header: readonly string[],
    rows: () => readonly (readonly (string | number)[])[],
    widths: readonly number[],
  ) =>
    function* () {
      yield textSheet({ header, rows: rows() }, widths, strings, styles)
    }
  const definitionHeader = [
    '指标编号',
    '指标',
    '单位',
    '口径版本',
    '算法',
    '口径',
    '主管',
    '最细层级',
  ]
  const definitions = facts.definitions.map((one) => [
    ...[one.id, one.name, one.unit, one.version, one.formula],
    ...[one.definition, one.department, one.finest],
  ])
  const sources = () => {
    const provenance = run.provenance(facts)
    return [
      ...facts.filters,
      ...facts.notes.map((words) => ['说明', words]),
      ['行数', provenance.rows],
      ['数据指纹（SHA-256）', provenance.hash],
      [provenanceName, JSON.stringify(provenance)],
    ]
  }
  const sheets = [
    {
      name: '数据',
      async *xml() {
        const sheet = dataSheet(zone, strings, styles)
        yield sheet.start()
        for await (const part of run.parts()) yield part.map((row) => sheet.row(row)).join('')
        yield sheet.end()
      },
    },
    {
      name: '口径',
      xml: text(definitionHeader, () => definitions, [26, 18, 8, 8, 40, 60, 16, 10]),
    },
    { name: '来源与截至', xml: text(['项', '内容'], sources, [22, 100]) },
    {
      name: '批注',
      xml: text(annotationColumns, () => annotationLines(facts.annotations, clock), [
        ...[8, 12, 12, 24, 60, 8, 20],
      ]),
    },
    {
      name: '图',
      *xml() {
        const rows = words.map((one) => [one])
        const made = textSheet({ header: [facts.title], rows }, [120], strings, styles)
        yield pictures.length > 0
          ? made.replace('</worksheet>', '<drawing r:id="rId1"/></worksheet>')
          : made
      },
    },
  ]
  const made = { at: asked.at, title: facts.title }
  return workbookStream(sheets, pictures, { strings, styles }, made)
}

/** The view's charts as pictures below each other, and words for what can't be drawn. */
async function picturesOf({
  panels,
  outlines,
}: ViewPanels): Promise<{ pictures: SheetPicture[]; words: string[] }> {
  const words: string[] = []
  const drawable = panels.filter(isDrawn)
  for (const panel of panels)
    if (panel.kind === 'refused') words.push(`${panel.title}：${panel.refused}`)
  if (panels.every(({ kind }) => kind === 'table')) words.push('表格没有图形')
  if (drawable.length > mostPictures)
    words.push(`共 ${drawable.length} 图，这里放前 ${mostPictures} 图`)
  const drawn = drawable
    .slice(0, mostPictures)
    .flatMap((panel, i) => drawPanel(panel, fileStyles.light, size, outlines, i) ?? [])
  const pngs =
    drawn.length === 0
      ? []
      : await pngsOf(
          drawn.map(({ svg }) => svg),
          2,
        )
  let row = words.length + 2
  const pictures = pngs.map((png, i): SheetPicture => {
    const { width, height } = drawn[i] ?? size
    const at = row
    row += Math.ceil(height / rowPixels) + 1
    return { png, width, height, row: at }
  })
  return { pictures, words }
}
