import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { SharedStrings } from './strings.ts'
import type { WorkbookStyles } from './styles.ts'
import { xmlHead, xmlText } from './xml.ts'

/** One sheet: its name and its XML, made when its turn comes. */
export interface SheetPart {
  name: string
  xml(): AsyncGenerator<string> | Generator<string>
}

/** A picture on the last sheet, at a row. */
export interface SheetPicture {
  png: Buffer
  width: number
  height: number
  row: number
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006'
const rels = 'http://schemas.openxmlformats.org/package/2006/relationships'
const emu = 9_525

/**
 * A workbook as a stream (电子表格, ECMA-376): sheets in order, each made as it is written, pictures on the
 * last one. Nothing of a sheet stays in memory but its distinct texts.
 */
export function workbookStream(
  sheets: readonly SheetPart[],
  pictures: readonly SheetPicture[],
  { strings, styles }: { strings: SharedStrings; styles: WorkbookStyles },
  made: { at: number; title: string },
): Readable {
  const zip = new ZipFile()
  const options = { mtime: new Date(made.at), mode: 0o100_644, compressionLevel: 4 }
  const output = zip.outputStream as Readable
  const add = (path: string, xml: SheetPart['xml']): void =>
    zip.addReadStreamLazy(path, options, (done) => {
      const stream = Readable.from(xml(), { objectMode: false, highWaterMark: 262_144 })
      stream.on('error', (error) => output.destroy(error))
      done(null, stream)
    })
  const whole = (path: string, text: string): void =>
    zip.addBuffer(Buffer.from(xmlHead + text), path, options)
  const last = sheets.length
  whole('[Content_Types].xml', contentTypes(last, pictures.length > 0))
  whole('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']]))
  whole('xl/workbook.xml', workbookXml(sheets))
  whole(
    'xl/_rels/workbook.xml.rels',
    relations([
      ...sheets.map((_, i): [string, string] => ['worksheet', `worksheets/sheet${i + 1}.xml`]),
      ['styles', 'styles.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
    ]),
  )
  for (const [i, sheet] of sheets.entries()) add(`xl/worksheets/sheet${i + 1}.xml`, sheet.xml)
  add('xl/sharedStrings.xml', () => strings.xml())
  add('xl/styles.xml', function* () {
    yield styles.xml()
  })
  if (pictures.length > 0) {
    whole(
      `xl/worksheets/_rels/sheet${last}.xml.rels`,
      relations([['drawing', '../drawings/drawing1.xml']]),
    )
    whole('xl/drawings/drawing1.xml', drawingXml(pictures))
    whole(
      'xl/drawings/_rels/drawing1.xml.rels',
      relations(pictures.map((_, i) => ['image', `../media/image${i + 1}.png`])),
    )
    for (const [i, { png }] of pictures.entries())
      zip.addBuffer(png, `xl/media/image${i + 1}.png`, { ...options, compressionLevel: 0 })
  }
  zip.end()
  return output
}

const relations = (targets: readonly (readonly [string, string])[]): string =>
  `<Relationships xmlns="${rels}">${targets
    .map(
      ([type, target], i) =>
        `<Relationship Id="rId${i + 1}" Type="${office}/relationships/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

function contentTypes(sheets: number, pictures: boolean): string {
  const type = 'application/vnd.openxmlformats-officedocument'
  const part = (name: string, kind: string): string =>
    `<Override PartName="/xl/${name}" ContentType="${type}.${kind}+xml"/>`
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>${[
    part('workbook.xml', 'spreadsheetml.sheet.main'),
    ...Array.from({ length: sheets }, (_, i) =>
      part(`worksheets/sheet${i + 1}.xml`, 'spreadsheetml.worksheet'),
    ),
    part('styles.xml', 'spreadsheetml.styles'),
    part('sharedStrings.xml', 'spreadsheetml.sharedStrings'),
    ...(pictures ? [part('drawings/drawing1.xml', 'drawing')] : []),
  ].join('')}</Types>`
}

const workbookXml = (sheets: readonly SheetPart[]): string =>
  `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}/relationships"><sheets>${sheets
    .map(({ name }, i) => `<sheet name="${xmlText(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join('')}</sheets></workbook>`

const drawingXml = (pictures: readonly SheetPicture[]): string =>
  `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${office}/relationships">${pictures
    .map(
      ({ width, height, row }, i) =>
        `<xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="${width * emu}" cy="${height * emu}"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="${i + 2}" name="图 ${i + 1}"/><xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId${i + 1}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>`,
    )
    .join('')}</xdr:wsDr>`
