/** What one spreadsheet may hold (our defaults). */
export const sheetLimits = {
  /** Bytes as they are sent. */
  bytes: 16 * 1024 * 1024,
  /** Bytes of all parts of an .xlsx once unpacked, and how many parts: more is a bomb. */
  unpacked: 160 * 1024 * 1024,
  parts: 2_000,
  rows: 100_000,
  columns: 500,
  /** Cells of all sheets, and numbers taken from them: what the server's memory bears. */
  cells: 400_000,
  figures: 50_000,
  sheets: 60,
  /** Heap of the thread that reads, and how long it may take. */
  heapMb: 768,
  ms: 60_000,
} as const

/** What a workbook read row by row may hold (our defaults): its cells stay on the reading thread. */
export const tableLimits = {
  rows: 100_000,
  /** One more than a sheet may have is seen, so that it can be refused. */
  columns: sheetLimits.columns + 1,
  cells: 2_000_000,
} as const
