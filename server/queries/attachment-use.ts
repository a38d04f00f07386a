import type { Database } from '../db/open.ts'

/** Which files the city's facts refer to (附件引用). */
export interface AttachmentUse {
  isUsed(hash: string): boolean
}

export function attachmentUse({ sqlite }: Pick<Database, 'sqlite'>): AttachmentUse {
  const one = sqlite.prepare<[string]>('SELECT 1 FROM attachment_use WHERE hash = ? LIMIT 1')
  return { isUsed: (hash) => one.get(hash) !== undefined }
}
