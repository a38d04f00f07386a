import type { Fact } from '../events/index.ts'
import type { Attachment } from './attachment.ts'

/** The files that go with a fact (附件); none for kinds of fact that carry none. */
export const attachmentsOf = ({ body }: Pick<Fact, 'body'>): Attachment[] =>
  'attachments' in body ? (body.attachments ?? []) : []
