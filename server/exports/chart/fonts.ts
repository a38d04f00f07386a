import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import subsetFont from 'subset-font'

// Noto Sans with the whole of GB 2312 and more, shipped with us: no machine's own fonts are looked at.
const folder = join(
  dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')),
  '../fonts',
)

/** The fonts of files (字体文件): the same on every machine. */
export const fontFiles = {
  regular: join(folder, 'NotoSansHans-Regular.otf'),
  bold: join(folder, 'NotoSansHans-Bold.otf'),
}

/** What the fonts call themselves. */
export const fontFamily = 'Noto Sans S Chinese'

/** Fonts with no more than what a text needs (子集字体): a whole one is looked through for every word drawn. */
export async function subsetFonts(
  text: string,
  targetFormat: 'sfnt' | 'woff2',
): Promise<{ regular: Buffer; bold: Buffer }> {
  const letters = [...new Set(text)].sort().join('')
  const of = (file: string) => subsetFont(readFileSync(file), letters, { targetFormat })
  return { regular: await of(fontFiles.regular), bold: await of(fontFiles.bold) }
}
