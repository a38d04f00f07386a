import { faultOf, faultParams } from '../api/faults.ts'
import { accountFault } from '../api/account-faults.ts'
import { Refused } from '../api/refused.ts'

/** Why something was not done, in one sentence: the server's own words where it has some. */
export function saidOf(error: unknown): string {
  if (error instanceof Refused) return error.message
  const { what } = faultParams(error)
  if (typeof what === 'string' && /[\u4e00-\u9fff]/.test(what)) return what
  const ofAccount = accountFault(error)
  if (ofAccount !== null) return ofAccount
  const fault = faultOf(error)
  return `${fault.what}，${fault.todo}`
}
