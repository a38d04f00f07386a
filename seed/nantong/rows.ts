import { readFileSync } from 'node:fs'

/** For the tests of this pack: a TSV's rows as they stand, with columns the server has no use for. */
export function rowsOf(file: string): Record<string, string>[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8').replace(/\n$/, '')
  const [header = [], ...lines] = text.split('\n').map((line) => line.split('\t'))
  return lines.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])))
}

export const listOf = (cell = ''): string[] => (cell === '' ? [] : cell.split(';'))
