/** What may be wrong with a new password (密码). */
export type PasswordFault = 'too-short' | 'too-long' | 'too-plain' | 'holds-name' | 'well-known'

/** Shortest and longest password, in characters. */
export const passwordLength = { from: 10, to: 128 } as const
const kinds = [/\p{Ll}/u, /\p{Lu}|\p{Lo}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u]
/** Of lower case, upper case or Han, digits and others; GB/T 22239-2019 8.1.4.1 a) asks for complexity. */
const kindsWanted = 3
const wellKnown = ['password', 'passw0rd', 'p@ssw0rd', 'qwerty', 'admin', 'letmein', 'welcome', '123456', 'abc123', 'iloveyou', 'nantong'] // prettier-ignore

/** What each fault is called on screen. */
export const passwordWords: Record<PasswordFault, string> = {
  'too-short': `至少 ${passwordLength.from} 个字符`,
  'too-long': `至多 ${passwordLength.to} 个字符`,
  'too-plain': '小写字母、大写字母或汉字、数字、符号，至少含其中三种',
  'holds-name': '不能含有账号名',
  'well-known': '含有常见密码，容易被猜中',
}

/** What is wrong with a new password for an account name (密码强度); empty where nothing is. */
export function passwordFaults(password: string, name: string): PasswordFault[] {
  const length = [...password].length
  const lower = password.toLowerCase()
  const holds = (part: string) => part.length > 2 && lower.includes(part.toLowerCase())
  const faults: [PasswordFault, boolean][] = [
    ['too-short', length < passwordLength.from],
    ['too-long', length > passwordLength.to],
    ['too-plain', kinds.filter((kind) => kind.test(password)).length < kindsWanted],
    ['holds-name', holds(name)],
    ['well-known', wellKnown.some(holds)],
  ]
  return faults.filter(([, found]) => found).map(([fault]) => fault)
}
