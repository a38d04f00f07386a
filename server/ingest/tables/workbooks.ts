import writeXlsxFile from 'write-excel-file/node'
import type { Grid, SheetCell } from './grid.ts'

/** A cell as a person would type it: text, number, date, formatted number, or over several cells. */
export type Typed =
  | string
  | number
  | null
  | { value: string | number | Date; format?: string; across?: number; down?: number }

/** A workbook of one sheet, written by another library than the one that reads it. */
export async function workbook(rows: readonly (readonly Typed[])[], name = 'Sheet1') {
  const data = rows.map((row) =>
    row.map((cell) => {
      if (cell === null) return null
      const given = typeof cell === 'object' ? cell : { value: cell }
      const type =
        typeof given.value === 'string' ? String : given.value instanceof Date ? Date : Number
      return {
        value: given.value,
        type,
        ...(given.value instanceof Date && { format: given.format ?? 'yyyy/mm/dd' }),
        ...(given.format !== undefined && { format: given.format }),
        ...(given.across !== undefined && { columnSpan: given.across }),
        ...(given.down !== undefined && { rowSpan: given.down }),
      }
    }),
  )
  const write = writeXlsxFile as unknown as (
    data: unknown,
    options: { sheet: string },
  ) => { toBuffer(): Promise<Buffer> }
  return new Uint8Array(await write(data, { sheet: name }).toBuffer())
}

/** A sheet as if it had been read: for tests of what comes after. */
export function gridFrom(rows: readonly (readonly (string | number | null)[])[], name = ''): Grid {
  return {
    name,
    hidden: false,
    merges: [],
    cut: false,
    rows: rows.map((row) =>
      row.map((cell): SheetCell => {
        if (cell === null || cell === '') return null
        return typeof cell === 'number'
          ? { kind: 'number', value: cell, percent: false }
          : { kind: 'text', text: cell }
      }),
    ),
  }
}

const gb18030 = new TextDecoder('gb18030')
let codes: Map<string, [number, number]> | null = null

/** The bytes of a text in GBK, which no encoder of the platform writes. */
export function gbk(text: string): Uint8Array {
  codes ??= new Map(
    Array.from({ length: 126 * 191 }, (_, i) => {
      const pair: [number, number] = [0x81 + Math.floor(i / 191), 0x40 + (i % 191)]
      return [gb18030.decode(Uint8Array.from(pair)), pair] as const
    }),
  )
  return Uint8Array.from(
    [...text].flatMap((c) => (c < '\x80' ? [c.charCodeAt(0)] : (codes?.get(c) ?? [0x3f]))),
  )
}
