import { defineFact } from './envelope.ts'
import { warningExample, warningMessage } from './warning-parts.ts'

const reference = { ...{ sender: 'qxj.example.gov.cn', identifier: '0' }, sentAt: 1795388400000 }

/** 预警更新: a message that takes the place of those it refers to, whichever comes first. */
export const warningUpdated = defineFact({
  type: 'warning-updated',
  stream: 'city',
  body: warningMessage,
  example: { ...warningExample, references: [reference] },
})
