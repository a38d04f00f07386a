import { z } from 'zod'

/** What one attachment may weigh and one act may carry (附件上限; our defaults). */
export const attachmentLimits = { bytes: 10 * 1024 * 1024, each: 9 } as const

/** What may be attached (允许的附件类型): MIME type → what its names end in. Nothing that a browser runs. */
export const attachmentTypes = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
} as const
export type AttachmentType = keyof typeof attachmentTypes

/** The name of an attachment: SHA-256 of its bytes, in hexadecimal. */
export const attachmentHash = z.string().regex(/^[0-9a-f]{64}$/)

/** A file that belongs to a fact (附件): named by its content, masked name, type as sniffed. */
export const attachment = z.object({
  hash: attachmentHash,
  name: z.string().min(1).max(120),
  type: z.enum(Object.keys(attachmentTypes) as [AttachmentType, ...AttachmentType[]]),
  bytes: z.number().int().positive().max(attachmentLimits.bytes),
})
export type Attachment = z.infer<typeof attachment>

/** The attachments of one fact; left out where it has none, as in facts told before there were any. */
export const attachments = z.array(attachment).min(1).max(attachmentLimits.each).optional()

/** Whether an attachment is a picture that a screen may show. */
export const isPicture = ({ type }: Pick<Attachment, 'type'>): boolean => type.startsWith('image/')
