import { roleName, roles } from '../../shared/access/asker.ts'
import type { AuditLine, AuditVerifyAnswer } from '../../shared/audit/audit-answers.ts'
import { auditFaultWords } from '../../shared/audit/audit-answers.ts'

const keyNames: Record<string, string> = {
  ...{ caseId: '案件', case: '案件', id: '编号', name: '名称', displayName: '姓名', text: '词' },
  ...{ region: '区域', regions: '区域', role: '角色', roles: '角色', departments: '部门' },
  ...{ indicator: '指标', indicators: '指标', year: '年', level: '层级', target: '目标' },
  ...{
    yellow: '黄线',
    red: '红线',
    effectiveFrom: '生效',
    sources: '渠道',
    factsPerMinute: '每分钟',
  },
  ...{ session: '会话', failures: '连续失败', locks: '锁定', lockedUntil: '锁定到' },
  ...{ file: '文件', files: '文件', hash: '摘要', sha256: '摘要', mac: '印记', bytes: '字节' },
  ...{ report: '报告', period: '期', format: '格式', rows: '行', total: '件数', limit: '条数' },
  ...{ alert: '预警', annotation: '批注', letters: '待更正', expected: '版本', department: '部门' },
  ...{ wall: '大屏', mode: '模式', scene: '场景', export: '导出', upload: '上传', title: '标题' },
  ...{ status: '状态', order: '次序', from: '从', to: '到', through: '截至', at: '截至' },
  ...{
    position: '事实位置',
    backup: '备份',
    audit: '审计',
    number: '号',
    ended: '结束会话',
    before: '原',
    ok: '完整',
    asker: '谁',
  },
  ...{
    action: '操作',
    firstBad: '首个坏行',
    receipt: '回执',
    cases: '案件',
    kind: '类别',
    window: '时段',
    warning: '气象预警',
    msgType: '消息',
  },
}

/** How places and instants are said in a row. */
export interface Saying {
  region(id: number): string
  time(at: number): string
}

const isHash = /^[0-9a-f]{32,}$/
/** UTC ms of our days; smaller numbers count something. */
const isInstant = (value: number): boolean => value > 1e12 && value < 1e13

function plain(key: string, value: unknown, say: Saying): string {
  if (Array.isArray(value)) return value.map((one) => plain(key, one, say)).join('、') || '无'
  if (value === null || value === undefined) return '无'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'object') return pairs(value, say)
  if (typeof value === 'number') {
    if (/^regions?$/.test(key)) return say.region(value)
    return isInstant(value) ? say.time(value) : String(value)
  }
  const role = roles.find((one) => one === value)
  if (/^roles?$/.test(key) && role) return roleName[role]
  return isHash.test(String(value)) ? `${String(value).slice(0, 12)}…` : String(value)
}
const pairs = (value: object, say: Saying): string =>
  Object.entries(value)
    // The verb is the action of the row itself.
    .filter(([key]) => key !== 'verb')
    .map(([key, one]) => `${keyNames[key] ?? key} ${plain(key, one, say)}`)
    .join('，')

/** What a row is about (对象), as text: JSON becomes words, text stays as it is. */
export function detailWords(detail: string, say: Saying): string {
  try {
    const value: unknown = JSON.parse(detail)
    return typeof value === 'object' && value !== null ? pairs(value, say) : String(value)
  } catch {
    return detail
  }
}

/** Who it was: the name as it was then, else the id. */
export const whoWords = ({ askerName, asker }: AuditLine): string => askerName ?? asker

/** What the walk over the chain found (核验结论). */
export function verdictWords(verdict: AuditVerifyAnswer, since: string): string {
  const { ok, rows, from, firstBad, unverified } = verdict
  if (!ok)
    return firstBad === null
      ? '链不完整'
      : `链在第 ${firstBad.number} 行断开：${auditFaultWords[firstBad.fault]}`
  const older = unverified > 0 ? `；另有 ${unverified} 行早于本链，不能核验` : ''
  return rows === 0
    ? `还没有可核验的行${older}`
    : `完整：${rows.toLocaleString('en')} 行，自第 ${from} 行起，核验于 ${since}${older}`
}
