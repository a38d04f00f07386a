import { fileTypeFromBuffer } from 'file-type'
import { attachmentTypes, type AttachmentType } from '../../shared/cases/attachment.ts'
import { DomainError } from '../../shared/errors.ts'

/** What a file is by its bytes (附件类型). Raises `unsupported` for all that is not on the list. */
export async function attachmentType(bytes: Uint8Array): Promise<AttachmentType> {
  const found = (await fileTypeFromBuffer(bytes))?.mime
  if (found !== undefined && found in attachmentTypes) return found as AttachmentType
  const what = '只收 PNG、JPEG、WebP 图片和 PDF、DOCX、XLSX 文件；类型按内容识别，与文件名无关。'
  throw new DomainError({ code: 'unsupported', params: { what, found: found ?? 'unknown' } })
}
