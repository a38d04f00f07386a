import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const nantong = new URL('../../seed/nantong/', import.meta.url).pathname
const large = ['grids.tsv', 'boundaries.topo.json']

/**
 * For tests: a copy of the Nantong pack, to be broken and thrown away. Small unless `whole`: without
 * grids, communities and boundaries.
 */
export class PackCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'pack-'))

  constructor(whole = false) {
    for (const name of readdirSync(nantong))
      if (/\.(tsv|json)$/.test(name) && (whole || !large.includes(name)))
        cpSync(join(nantong, name), join(this.folder, name))
    if (!whole) this.edit('regions.tsv', (text) => text.replace(/.*\tcommunity\t.*\n/g, ''))
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8')
  }

  write(file: string, content: string | Uint8Array): this {
    writeFileSync(join(this.folder, file), content)
    return this
  }

  /** Rewrites one file. */
  edit(file: string, change: (content: string) => string): this {
    return this.write(file, change(this.read(file)))
  }

  /** Sets the cell of the row whose first cell is `key`; gives the line it stands on. */
  set(file: string, key: string, column: string, text: string): number {
    const lines = this.read(file).split('\n')
    const at = lines.findIndex((line) => line.startsWith(`${key}\t`))
    const cells = lines[at]?.split('\t') ?? []
    cells[lines[0]?.split('\t').indexOf(column) ?? -1] = text
    lines[at] = cells.join('\t')
    this.write(file, lines.join('\n'))
    return at + 1
  }

  remove(file: string): this {
    rmSync(join(this.folder, file))
    return this
  }

  discard(): void {
    rmSync(this.folder, { recursive: true })
  }
}
