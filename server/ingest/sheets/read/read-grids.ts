import { Worker } from 'node:worker_threads'
import { DomainError } from '../../../../shared/errors.ts'
import { csvGrid } from './csv-grid.ts'
import type { Grid } from './grid.ts'
import { sheetLimits } from './limits.ts'
import { guardArchive } from './zip-guard.ts'

/**
 * The sheets of a file: .xlsx and .xls by what they begin with, everything else as CSV. Raises
 * `too-large` and `bad-request` with `what` in words.
 */
export async function readGrids(bytes: Uint8Array): Promise<Grid[]> {
  if (bytes.byteLength === 0) throw bad('文件是空的。')
  if (bytes.byteLength > sheetLimits.bytes)
    throw tooLarge(`文件 ${bytes.byteLength} 字节，上限 ${sheetLimits.bytes}；请分表上传。`)
  if (begins(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    await guardArchive(bytes)
    return bounded(await onThread(bytes))
  }
  if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return bounded(await onThread(bytes))
  return bounded([csvGrid(bytes)])
}

function bounded(grids: Grid[]): Grid[] {
  let cells = 0
  for (const { rows } of grids) for (const row of rows) cells += row.length
  if (cells > sheetLimits.cells)
    throw tooLarge(`表中有 ${cells} 格，上限 ${sheetLimits.cells}；请分表上传。`)
  return grids
}

const begins = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte)

function onThread(bytes: Uint8Array): Promise<Grid[]> {
  const worker = new Worker(new URL('./xlsx-worker.ts', import.meta.url), {
    workerData: bytes,
    execArgv: ['--import', 'tsx'],
    resourceLimits: { maxOldGenerationSizeMb: sheetLimits.heapMb },
  })
  return new Promise<Grid[]>((resolve, reject) => {
    const late = setTimeout(
      () => reject(tooLarge('工作簿太大，一分钟内没有读完；请分表上传。')),
      sheetLimits.ms,
    )
    worker.once('message', (grids: Grid[]) => resolve(grids))
    worker.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? tooLarge('工作簿太大，内存放不下；请删去空行、图片后分表上传。')
          : bad('不是能打开的工作簿（.xlsx、.xls）；请用 Excel 另存后再传。'),
      ),
    )
    worker.once('exit', () => {
      clearTimeout(late)
      reject(bad('工作簿读到一半中断了；请用 Excel 另存后再传。'))
    })
  }).finally(() => void worker.terminate())
}

const bad = (what: string) => new DomainError({ code: 'bad-request', params: { what } })
const tooLarge = (what: string) => new DomainError({ code: 'too-large', params: { what } })
