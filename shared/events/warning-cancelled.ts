import { defineFact } from './envelope.ts'
import { warningExample, warningMessage } from './warning-parts.ts'

const reference = { ...{ sender: 'qxj.example.gov.cn', identifier: '0' }, sentAt: 1795388400000 }

/** 预警解除: a message that ends those it refers to, whichever comes first. */
export const warningCancelled = defineFact({
  type: 'warning-cancelled',
  stream: 'city',
  body: warningMessage,
  example: { ...warningExample, references: [reference], infos: [] },
})
