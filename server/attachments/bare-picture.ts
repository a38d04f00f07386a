import type { AttachmentType } from '../../shared/cases/attachment.ts'
import { DomainError } from '../../shared/errors.ts'
import { bareJpeg } from './bare-jpeg.ts'
import { barePng } from './bare-png.ts'
import { bareWebp } from './bare-webp.ts'

/**
 * A picture without what it says beside itself (去除图片元数据): position, device, owner, comments, and
 * whatever hangs behind its end. Raises `unsupported` for one that is broken; other types stay as they are.
 */
export function barePicture(bytes: Buffer, type: AttachmentType): Buffer {
  try {
    if (type === 'image/jpeg') return bareJpeg(bytes)
    if (type === 'image/png') return barePng(bytes)
    return type === 'image/webp' ? bareWebp(bytes) : bytes
  } catch {
    const what = '图片不完整或已损坏，请重新拍摄或导出后再传。'
    throw new DomainError({ code: 'unsupported', params: { what, found: type } })
  }
}
