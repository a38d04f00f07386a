import { fileStyles, type ChartStyle } from '../../../shared/charts/style.ts'
import type { AskedExport } from '../asked.ts'
import type { FileFacts } from '../file-facts.ts'
import { xmlText } from '../workbook/xml.ts'
import { drawPanel, isDrawn } from './draw.ts'
import { subsetFonts } from './fonts.ts'
import type { ViewPanels } from './view-panels.ts'

const pictureWidth = 1_200
const edge = 24
/** More panels than one picture can hold; the rest is said, not drawn. */
export const mostPanels = 40

/** A picture of a whole view (整图) without what it carries for programs. */
export interface Picture {
  width: number
  height: number
  /** Everything inside the outer element. */
  body: string
  style: ChartStyle
}

/** Puts the panels of a view under each other, each with its title, and where they come from below. */
export function composePicture(
  { panels, outlines }: ViewPanels,
  { options }: Pick<AskedExport, 'options'>,
  facts: FileFacts,
): Picture {
  const style = fileStyles[options.theme]
  const width = pictureWidth - 2 * edge
  let top = edge
  const parts: string[] = []
  const text = (words: string, size: number, ink: string, bold = false): void => {
    top += size * 1.3
    parts.push(
      `<text x="${edge}" y="${top.toFixed(1)}" font-size="${size}" fill="${ink}" font-family="${style.font.replaceAll('"', '')}"${bold ? ' font-weight="bold"' : ''}>${xmlText(words)}</text>`,
    )
    top += size * 0.35
  }
  text(facts.title, 24, style.ink, true)
  text(facts.subtitle, style.text, style.ink2)
  top += edge / 2
  for (const [i, panel] of panels.slice(0, mostPanels).entries()) {
    const size = { width, height: 420, heading: true }
    const drawn = isDrawn(panel) ? drawPanel(panel, style, size, outlines, i) : null
    if (drawn === null) {
      const why = panel.kind === 'refused' ? panel.refused : '城市包没有界线，画不成地图'
      text(`${panel.title}：${why}`, style.text, style.ink2)
      continue
    }
    parts.push(drawn.svg.replace('<svg ', `<svg x="${edge}" y="${top.toFixed(1)}" `))
    top += drawn.height + edge / 2
  }
  if (panels.length > mostPanels)
    text(`另有 ${panels.length - mostPanels} 图未画，请少选一些`, style.text, style.ink2)
  for (const words of facts.notes) text(`说明：${words}`, style.small, style.ink2)
  for (const words of sourceLines(facts)) text(words, style.small, style.ink3)
  return { width: pictureWidth, height: Math.ceil(top + edge), body: parts.join('\n'), style }
}

/** Where a picture comes from, for people (来源). */
export function sourceLines({ filters, provenance, definitions, city }: FileFacts): string[] {
  const of = (name: string) => filters.find(([one]) => one === name)?.[1] ?? ''
  const versions = definitions.slice(0, 6).map(({ name, version }) => `${name}第 ${version} 版`)
  return [
    `${city} · 日志位置 ${provenance.position} · 数据截至 ${of('数据截至')} · 导出 ${of('导出人')} ${of('导出时间')}`,
    `口径：${versions.join('、')}${definitions.length > 6 ? `等 ${definitions.length} 项` : ''}${of('提示') ? ` · ${of('提示')}` : ''}`,
  ]
}

/** The picture as SVG; `inside` goes before everything drawn. */
export const svgText = ({ width, height, body, style }: Picture, inside = ''): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    inside,
    `<rect width="${width}" height="${height}" fill="${style.paper}"/>`,
    body,
    '</svg>\n',
  ].join('\n')

/** The picture as an SVG file: `data` is what programs read back; its letters go with it. */
export async function svgFile(picture: Picture, data: string): Promise<string> {
  const fonts = await subsetFonts(picture.body, 'woff2')
  const face = (bytes: Buffer, weight: number): string =>
    `@font-face{font-family:'Noto Sans SC';font-weight:${weight};src:url(data:font/woff2;base64,${bytes.toString('base64')}) format('woff2')}`
  return svgText(
    picture,
    `<metadata id="shiyu-export">${xmlText(data)}</metadata>\n<style>${face(fonts.regular, 400)}${face(fonts.bold, 700)}</style>`,
  )
}
