import type { Attachment } from '../../shared/cases/attachment.ts'
import { ownHeader } from './own-header.ts'

/** Why a file was not kept (附件未收), in the server's words. */
export class FileRefused extends Error {}

const lost = '连接不上服务器，文件未传；请再选一次'

/** Sends a file's bytes; by request and not by `fetch`, which does not say how far it has come. */
export function keepFile(file: File, progress: (share: number) => void): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1/attachments?name=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('x-shiyu', ownHeader['x-shiyu'])
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0)
    request.onload = () =>
      request.status === 201
        ? resolve(request.response as Attachment)
        : reject(new FileRefused(saidBy(request.response) ?? `文件未收（${request.status}）`))
    request.onerror = () => reject(new FileRefused(lost))
    request.ontimeout = request.onerror
    request.send(file)
  })
}

function saidBy(body: unknown): string | null {
  const error: unknown = body && typeof body === 'object' ? Reflect.get(body, 'error') : null
  const message: unknown = error && typeof error === 'object' ? Reflect.get(error, 'message') : null
  return typeof message === 'string' ? message : null
}
