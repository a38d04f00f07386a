import { caseFactName } from '../../shared/cases/fact-names.ts'
import { caseVerbName, verbRoles, type CaseVerb } from '../../shared/cases/orders.ts'
import { roleName } from '../../shared/access/asker.ts'
import { faultOf, faultParams } from './faults.ts'

/** Somebody changed the case first (案件已变): the post, what it did, when. */
export interface Conflict {
  what: string
  by: string
  /** 「派遣」. */
  did: string
  /** UTC ms. */
  at: number
}

/** Why an order was not carried out, in words; `again` = the same may be sent again. */
export interface OrderFault {
  words: string
  again: boolean
  conflict: Conflict | null
}

const fieldName: Record<string, string> = {
  reason: '理由',
  note: '说明',
  department: '承办部门',
  limit: '时限',
  disposalDeadline: '处置时限',
  type: '类型',
  region: '位置',
  point: '位置',
  into: '主案',
  until: '新时限',
  to: '渠道',
  attachments: '附件',
  rating: '评价',
  owner: '承办岗位',
  due: '期限',
}

/** What a rejected order says: what, where, what to do. */
export function orderFault(error: unknown, verb: CaseVerb): OrderFault {
  const fault = faultOf(error)
  const said = faultParams(error)
  const plain = (words: string, again = true): OrderFault => ({ words, again, conflict: null })
  const what = typeof said.what === 'string' ? said.what : null
  switch (fault.code) {
    case 'conflict': {
      const { by, at, changed } = said
      if (typeof by !== 'string' || typeof at !== 'number')
        return plain(what ?? `${fault.what}，${fault.todo}`, said.stage === undefined)
      const did = String(changed)
      const name = did in caseFactName ? caseFactName[did as keyof typeof caseFactName] : '改动'
      return {
        ...{ words: what ?? fault.what, again: false },
        conflict: { what: what ?? fault.what, by, did: name, at },
      }
    }
    case 'forbidden':
      return plain(
        said.why === 'department'
          ? '此案不在本部门，请由承办部门办理'
          : `${caseVerbName[verb]}由${verbRoles[verb].map((role) => roleName[role]).join('或')}办理，请换岗位`,
      )
    case 'bad-request': {
      const field = typeof said.field === 'string' ? said.field : fieldOfIssues(said.issues)
      const name = field === null ? null : (fieldName[field] ?? field)
      return plain([name, what ?? '填写有误，请改正后再办'].filter(Boolean).join('：'))
    }
    case 'not-found':
      return plain('查无此案，可能已不在权限内，请刷新清单', false)
    case 'unreachable':
      return plain('连接不上服务器，不确定是否已办；再试一次不会重复')
    case 'log-unavailable':
      return plain('磁盘写不进，未办；请稍后再试')
    default:
      return plain(`${fault.what}，${fault.todo}`)
  }
}

function fieldOfIssues(issues: unknown): string | null {
  const first: unknown = Array.isArray(issues) ? issues[0] : null
  const field: unknown = first && typeof first === 'object' ? Reflect.get(first, 'field') : null
  return typeof field === 'string' ? (field.split('.')[0] ?? null) : null
}
