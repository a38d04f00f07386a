import { defineFact } from './envelope.ts'
import { warningExample, warningMessage } from './warning-parts.ts'

/** 预警发布: a public warning (公共预警) was issued, as a CAP message of type Alert. */
export const warningIssued = defineFact({
  type: 'warning-issued',
  stream: 'city',
  body: warningMessage,
  example: warningExample,
})
