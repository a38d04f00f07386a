import { errorCodes, type ErrorCode } from '../../shared/errors.ts'

export type FaultCode = ErrorCode | 'unreachable'

/** A failure in words for a person: what happened, and what to do. */
export interface Fault {
  code: FaultCode
  what: string
  todo: string
}

const words: Record<FaultCode, { what: string; todo: string }> = {
  'bad-request': { what: '地址或参数有误', todo: '请返回全市重新选择' },
  unauthorised: { what: '未登录或登录已过期', todo: '请重新登录' },
  forbidden: { what: '无权查看此内容', todo: '请联系管理员开通权限' },
  'not-found': { what: '查无此项', todo: '可能已撤并或作废，请返回全市' },
  conflict: { what: '已被他人更新', todo: '请刷新后重试' },
  'too-large': { what: '查询范围过大', todo: '请缩小时间或区域' },
  unsupported: { what: '不收这种文件', todo: '请换成 PNG、JPEG、WebP、PDF、DOCX 或 XLSX' },
  'too-many': { what: '请求过于频繁', todo: '请稍候再试' },
  unprocessable: { what: '内容不能处理', todo: '请按提示改正后再试' },
  'pack-invalid': { what: '城市包有误，服务未能取数', todo: '请管理员查看服务日志并更正城市包' },
  'pack-mismatch': { what: '数据目录属于另一城市包', todo: '请管理员核对数据目录' },
  'writer-locked': { what: '数据正由另一进程写入', todo: '请管理员停止重复启动的服务' },
  'log-unavailable': { what: '事实日志暂不可用', todo: '正在自动重试，持续出现请管理员检查磁盘' },
  unexpected: { what: '服务内部错误', todo: '正在自动重试，持续出现请联系管理员' },
  unreachable: { what: '连接不上服务器', todo: '正在自动重连，请检查网络与服务是否启动' },
}

/** Words for a code; every code has them. */
export function wordsFor(code: FaultCode): Fault {
  return { code, ...words[code] }
}

/** What went wrong, from anything a call rejected with. */
export function faultOf(error: unknown): Fault {
  const data = inside(error, 'data')
  if (data === null) return wordsFor('unreachable')
  const said = inside(data, 'fault')
  return wordsFor(errorCodes.find((code) => code === said?.code) ?? 'unexpected')
}

/** The facts that the server's fault came with; empty where it never answered. */
export const faultParams = (error: unknown): Record<string, unknown> =>
  inside(inside(inside(error, 'data'), 'fault'), 'params') ?? {}

/** The server puts its fault in tRPC's `data`; a call that never reached it has none. */
function inside(holder: unknown, key: string): Record<string, unknown> | null {
  if (typeof holder !== 'object' || holder === null) return null
  const value: unknown = Reflect.get(holder, key)
  return typeof value === 'object' && value !== null ? { ...value } : null
}
