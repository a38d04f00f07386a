import type { Role } from '../access/asker.ts'
import type { Limit, RegionId, Severity } from '../city/pack.ts'
import type { Rating } from './state.ts'

/** What a person may order of a case (案件命令), in the words of the way it goes. */
export type CaseCommand =
  /** 受理 */
  | { verb: 'case-accept' }
  /** 不予受理 */
  | { verb: 'case-decline'; reason: string }
  /** 立案 */
  | { verb: 'case-register' }
  /** 合并 into another open case, of whatever source. */
  | { verb: 'case-merge'; into: number }
  /** 改类; the severity left out is the type's own. */
  | { verb: 'case-retype'; type: string; severity?: Severity }
  /** 改址; WGS84 [lng, lat]. */
  | { verb: 'case-relocate'; region: RegionId | null; point: [number, number] | null }
  /** 派遣; without limit and deadline those of the type. */
  | { verb: 'case-dispatch'; department: string; limit?: Limit; disposalDeadline?: number }
  /** 签收 */
  | { verb: 'case-sign' }
  /** 回退 */
  | { verb: 'case-return'; reason: string; attachments?: readonly string[] }
  /** 处置 */
  | { verb: 'case-start' }
  /** 申请延期 until a new disposal deadline. */
  | { verb: 'case-ask-extension'; until: number; reason: string }
  /** 准予延期; `until` left out = as asked. */
  | { verb: 'case-extend'; until?: number }
  /** 不予延期 */
  | { verb: 'case-refuse-extension'; reason: string }
  /** 挂账 */
  | { verb: 'case-suspend'; reason: string }
  /** 恢复 */
  | { verb: 'case-resume' }
  /** 反馈; attachments (附件) by their hashes. */
  | { verb: 'case-resolve'; note?: string; attachments?: readonly string[] }
  /** 核查 */
  | { verb: 'case-verify'; note?: string; attachments?: readonly string[] }
  /** 返工 */
  | { verb: 'case-rework'; reason: string }
  /** 结案 */
  | { verb: 'case-close'; note?: string }
  /** 评价, told on the telephone (回访). */
  | { verb: 'case-rate'; rating: Rating }
  /** 作废 */
  | { verb: 'case-cancel'; reason: string }
  /** 重办 */
  | { verb: 'case-reopen'; reason: string }
  /** 督办: `owner` is a post, never a person. */
  | { verb: 'case-supervise'; owner: string; due: number | null; note?: string }
  /** 督办销号 */
  | { verb: 'case-close-supervision'; note: string }
  /** 转办 to another channel (110 ↔ 12345). */
  | { verb: 'case-hand-over'; to: string; reason?: string }

export type CaseVerb = CaseCommand['verb']

/** An order of a case as it is sent: `expected` is the position at which the asker last saw it. */
export type CaseOrder = CaseCommand & {
  caseId: number
  expected: number
  /** Made by the client: the same key again is the same order. */
  key?: string
}

/** What each verb is called on screen and in reports (操作). */
export const caseVerbName: Record<CaseVerb, string> = {
  'case-accept': '受理',
  'case-decline': '不予受理',
  'case-register': '立案',
  'case-merge': '合并',
  'case-retype': '改类',
  'case-relocate': '改址',
  'case-dispatch': '派遣',
  'case-sign': '签收',
  'case-return': '回退',
  'case-start': '开始处置',
  'case-ask-extension': '申请延期',
  'case-extend': '准予延期',
  'case-refuse-extension': '不予延期',
  'case-suspend': '挂账',
  'case-resume': '恢复',
  'case-resolve': '反馈',
  'case-verify': '核查通过',
  'case-rework': '返工',
  'case-close': '结案',
  'case-rate': '评价',
  'case-cancel': '作废',
  'case-reopen': '重办',
  'case-supervise': '督办',
  'case-close-supervision': '督办销号',
  'case-hand-over': '转办',
}

export const caseVerbs = Object.keys(caseVerbName) as CaseVerb[]

type Camel<S extends string> = S extends `${infer A}-${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S

/** What a verb is called in the interface (`case.askExtension`): itself without `case-`. */
export type CaseProcedure = {
  [V in CaseVerb]: V extends `case-${infer Name}` ? Camel<Name> : never
}[CaseVerb]

/** The procedure of a verb: `case-ask-extension` → `askExtension`. */
export const procedureOf = (verb: CaseVerb): CaseProcedure =>
  verb
    .slice('case-'.length)
    .replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) as CaseProcedure

/** Who may give which order (岗位权限); a handler only in cases of its own departments. */
export const verbRoles: Record<CaseVerb, readonly Role[]> = {
  'case-accept': ['duty-officer'],
  'case-decline': ['duty-officer'],
  'case-register': ['duty-officer'],
  'case-merge': ['duty-officer'],
  'case-retype': ['duty-officer'],
  'case-relocate': ['duty-officer'],
  'case-dispatch': ['duty-officer'],
  'case-sign': ['department-handler'],
  'case-return': ['department-handler'],
  'case-start': ['department-handler'],
  'case-ask-extension': ['department-handler'],
  'case-extend': ['duty-officer'],
  'case-refuse-extension': ['duty-officer'],
  'case-suspend': ['duty-officer', 'department-handler'],
  'case-resume': ['duty-officer', 'department-handler'],
  'case-resolve': ['department-handler'],
  'case-verify': ['verifier'],
  'case-rework': ['verifier'],
  'case-close': ['duty-officer', 'verifier'],
  'case-rate': ['duty-officer', 'verifier'],
  'case-cancel': ['duty-officer'],
  'case-reopen': ['duty-officer'],
  'case-supervise': ['leader'],
  'case-close-supervision': ['leader'],
  'case-hand-over': ['duty-officer'],
}
