import { Worker } from 'node:worker_threads'
import { DomainError } from '../../../shared/errors.ts'
import type { Grid, SheetCell } from './grid.ts'
import { sheetLimits } from './limits.ts'
import { guardArchive } from './zip-guard.ts'

/** A sheet without its rows: they stay on the reading thread until asked for. */
export type SheetHead = Omit<Grid, 'rows'> & { height: number; width: number; cells: number }
export type ToWorkbook = { sheet: number; from: number; to: number; filled: boolean }
export type FromWorkbook = { sheets: SheetHead[] } | { rows: SheetCell[][] }

/** A workbook (工作簿) open on a thread of its own. */
export interface Workbook {
  sheets: readonly SheetHead[]
  /** Rows [from, to) counted from 0; `filled`: merged cells say the same all over. */
  rows(ask: ToWorkbook): Promise<SheetCell[][]>
  close(): Promise<void>
}

/** Whether these bytes begin as an .xlsx or an .xls does. */
export const isWorkbook = (bytes: Uint8Array): boolean => isZip(bytes) || isOle(bytes)

/**
 * Opens a workbook of either kind. Raises `too-large` for a bomb or one that memory does not bear,
 * `bad-request` for one that is damaged or has a password, both with `what` in words.
 */
export async function openWorkbook(
  bytes: Uint8Array,
  most: { rows: number; columns: number } = sheetLimits,
): Promise<Workbook> {
  if (isZip(bytes)) await guardArchive(bytes)
  else if (isEncrypted(bytes)) throw bad('工作簿有密码，请去掉密码后再上传。')
  const worker = new Worker(new URL('./xlsx-worker.ts', import.meta.url), {
    workerData: { bytes, rows: most.rows, columns: most.columns },
    execArgv: ['--import', 'tsx'],
    resourceLimits: { maxOldGenerationSizeMb: sheetLimits.heapMb },
  })
  const close = async (): Promise<void> => void (await worker.terminate())
  try {
    const opened = await answerOf(worker)
    return {
      sheets: 'sheets' in opened ? opened.sheets : [],
      async rows(ask) {
        worker.postMessage(ask)
        const answer = await answerOf(worker)
        return 'rows' in answer ? answer.rows : []
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The next thing that the thread says; one question at a time. */
function answerOf(worker: Worker): Promise<FromWorkbook> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(tooLarge('工作簿太大，一分钟内没有读完；请分表上传。')),
      sheetLimits.ms,
    )
    const done = (): void => {
      clearTimeout(late)
      worker.off('message', said).off('error', failed).off('exit', gone)
    }
    const said = (message: FromWorkbook): void => {
      done()
      resolve(message)
    }
    const failed = (error: NodeJS.ErrnoException): void => {
      done()
      reject(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? tooLarge('工作簿太大，内存放不下；请删去空行、图片后分表上传。')
          : bad('不是能打开的工作簿（.xlsx、.xls）；请用 Excel 另存后再传。'),
      )
    }
    const gone = (): void => {
      done()
      reject(bad('工作簿读到一半中断了；请用 Excel 另存后再传。'))
    }
    worker.on('message', said).on('error', failed).on('exit', gone)
  })
}

const begins = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte)
const isZip = (bytes: Uint8Array): boolean => begins(bytes, [0x50, 0x4b, 0x03, 0x04])
const isOle = (bytes: Uint8Array): boolean => begins(bytes, [0xd0, 0xcf, 0x11, 0xe0])

/** An .xlsx with a password is an OLE file that holds a stream of this name, in UTF-16. */
const isEncrypted = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  )

const bad = (what: string) => new DomainError({ code: 'bad-request', params: { what } })
const tooLarge = (what: string) => new DomainError({ code: 'too-large', params: { what } })
