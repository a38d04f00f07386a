import { faultOf, faultParams } from './faults.ts'

const why: Record<string, string> = {
  password: '账号或密码不对',
  disabled: '账号已停用，请联系系统管理员',
  code: '动态口令不对或已用过，请等下一组再试',
  duty: '请先到“我的账号”完成待办',
  own: '不能这样改自己的账号',
  'no-account': '统一认证的这个身份还没有账号，请联系系统管理员',
  administrator: '管理员须用密码和动态口令登录',
  'setup-link': '设置链接不对或已作废',
}
const taken: Record<string, string> = {
  'account-name': '这个账号名已有人用',
  'account-subject': '这个统一认证身份已有账号',
  'last-grantor': '至少保留一名能授权的安全管理员',
  setup: '管理员已经建立，设置链接作废',
  totp: '动态口令已经启用',
  'single-sign-on': '这个账号由统一认证管理密码',
}
const missing: Record<string, string> = {
  pairing: '没有这个配对码，或已过期；请看大屏上现在的配对码',
  'totp-offer': '二维码已过期，请重新开始',
  session: '这个会话已经结束',
  account: '没有这个账号',
  device: '这块大屏已不在名单上',
  key: '这把密钥已不在名单上',
}

/** What the single sign-on gave up for (统一认证未成), by the word in the address. */
export const signOnFault = (word: string): string =>
  why[word] ?? '统一认证没有完成，请再试一次或用密码登录'

/** HH:mm on the clock of whoever reads it. */
const clock = (at: number): string =>
  new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    at,
  )

/** Why something about an account was not done (账号未办), in one sentence; null = in the usual words. */
export function accountFault(error: unknown): string | null {
  const params = faultParams(error)
  const word = (key: string): string => (typeof params[key] === 'string' ? params[key] : '')
  const { code } = faultOf(error)
  if (word('why') === 'locked' && typeof params.until === 'number')
    return `失败次数过多，账号已锁定到 ${clock(params.until)}`
  return (
    why[word('why')] ??
    (code === 'conflict' ? taken[word('what')] : undefined) ??
    (code === 'not-found' ? missing[word('what')] : undefined) ??
    (code === 'too-many' ? '试得太频繁，请稍候再试' : null)
  )
}
