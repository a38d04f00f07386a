import type { ImportReport, PreviewAnswer, SavedMapping } from '../../shared/imports/answers.ts'
import type { WorkOrderMapping } from '../../shared/imports/mapping.ts'
import { ownHeader } from './own-header.ts'
import { Refused, refusedBy } from './refused.ts'

/** Work orders by file (工单导入), as the server serves them under `/api/v1/imports`. */
export interface ImportsApi {
  /** Sends a file and says what it holds; `progress` is told the share sent, 0–1. */
  previewImport(file: File, progress: (share: number) => void): Promise<PreviewAnswer>
  /** What an import would do; appends nothing. */
  dryRunImport(upload: string, mapping: WorkOrderMapping): Promise<ImportReport>
  /** Imports; twice appends nothing. `saveAs` keeps the mapping under a name. */
  runImport(
    upload: string,
    order: { mapping: WorkOrderMapping; saveAs?: string },
  ): Promise<ImportReport>
  importMappings(): Promise<SavedMapping[]>
  /** Where the rows that were not taken can be fetched as CSV. */
  rejectedRows(upload: string): string
}

const base = '/api/v1/imports'

async function call<A>(path: string, body?: object): Promise<A> {
  const init: RequestInit =
    body === undefined
      ? {}
      : {
          method: 'POST',
          headers: { ...ownHeader, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }
  const answer = await fetch(`${base}${path}`, init)
  const said: unknown = await answer.json().catch(() => null)
  if (!answer.ok) throw refusedBy(answer.status, said)
  return said as A
}

const at = (upload: string): string => `/${encodeURIComponent(upload)}`

export const importsApi: ImportsApi = {
  previewImport: (file, progress) =>
    new Promise((resolve, reject) => {
      // By request and not by `fetch`, which does not say how far it has come.
      const request = new XMLHttpRequest()
      request.open('POST', `${base}/preview?file=${encodeURIComponent(file.name)}`)
      request.setRequestHeader('content-type', 'application/octet-stream')
      request.setRequestHeader('x-shiyu', ownHeader['x-shiyu'])
      request.responseType = 'json'
      request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0)
      request.onload = () =>
        request.status >= 200 && request.status < 300
          ? resolve(request.response as PreviewAnswer)
          : reject(refusedBy(request.status, request.response))
      request.onerror = () =>
        reject(new Refused('连接不上服务器，文件未传；请再选一次', 'unexpected'))
      request.ontimeout = request.onerror
      request.send(file)
    }),
  dryRunImport: (upload, mapping) => call(`${at(upload)}/dry-run`, { mapping }),
  runImport: (upload, order) => call(`${at(upload)}/run`, order),
  importMappings: () => call('/mappings'),
  rejectedRows: (upload) => `${base}${at(upload)}/rejected.csv`,
}
