import { attachmentTypes, type AttachmentType } from '../../shared/cases/attachment.ts'

const most = 120
const control = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * A file's name as it may be kept (附件名): no folders, no control or direction characters, nothing
 * hidden, ending as its type does; 附件 where nothing is left.
 */
export function attachmentName(given: string, type: AttachmentType): string {
  const base = (given.replace(/\\/g, '/').split('/').at(-1) ?? '')
    .replace(control, '')
    .replace(/["<>|:*?;%]/g, '_')
    .trim()
  const ending = `.${attachmentTypes[type]}`
  const ends = type === 'image/jpeg' ? /\.jpe?g$/i : new RegExp(`\\${ending}$`, 'i')
  // Every other ending goes: 报告.html.png must not become a page on somebody's desk.
  const stem = base
    .replace(ends, '')
    .replace(/\.(?:html?|xht(?:ml)?|svg|js|mjs|exe|bat|cmd|com|scr|lnk|hta|vbs|ps1|sh)\b/gi, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  return `${(stem || '附件').slice(0, most - ending.length)}${ending}`
}
