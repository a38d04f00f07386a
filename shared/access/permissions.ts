import { mayAnnotate } from '../analysis/annotation-orders.ts'
import { caseVerbName, caseVerbs, procedureOf, verbRoles } from '../cases/orders.ts'
import { letterRoles } from '../dead-letters/orders.ts'
import { mayKeep } from '../reports/saved-question.ts'
import { wallSetters, wallSteerers } from '../wall/law.ts'
import type { Asker, Role } from './asker.ts'

/**
 * Who may call something (权限): anybody at all (`anyone`), whoever has signed in whatever their role
 * (`signed-in`), or the holders of a role. `words` name it: what it shows, or of an endpoint what one does there.
 */
export interface Permission {
  who: 'anyone' | 'signed-in' | readonly Role[]
  words: string
}

/** Who works on cases and figures (业务岗位): the roles that case contents are shown to. */
export const people = [
  'leader',
  'duty-officer',
  'department-handler',
  'verifier',
  'analyst',
] as const satisfies readonly Role[]
/** Who looks at the city (观看者): people and the walls. */
export const viewers = [...people, 'wall'] as const satisfies readonly Role[]
const system = ['system-admin'] as const satisfies readonly Role[]
const security = ['security-admin'] as const satisfies readonly Role[]
const auditor = ['auditor'] as const satisfies readonly Role[]
/** Everybody with a role: for what is no figure and no case (参考资料). */
const everyone = [...viewers, ...system, ...security, ...auditor] as const satisfies readonly Role[]
const keys = ['integrator'] as const satisfies readonly Role[]
const uploaders = ['duty-officer', 'department-handler', 'verifier'] as const
const importers = ['duty-officer', ...keys] as const

const row = (who: Permission['who'], words: string): Permission => ({ who, words })

/** Every procedure (过程) by its path; a new one is a row here, or nobody may call it. */
const procedures: Record<string, Permission> = {
  'city.get': row(everyone, '城市概况'),
  'city.types': row(viewers, '事件类型'),
  'region.tree': row(everyone, '区域'),
  'region.boundaries': row(viewers, '区域边界'),
  'theme.list': row([...viewers, ...system], '专题'),
  'theme.health': row(viewers, '专题健康'),
  'indicator.catalog': row([...viewers, ...system], '指标目录'),
  'indicator.board': row(viewers, '专题看板'),
  'indicator.evaluate': row(viewers, '指标数值'),
  'indicator.peers': row(viewers, '指标对标'),
  'indicator.series': row(viewers, '指标序列'),
  'indicator.explain': row(viewers, '口径'),
  'indicator.observations': row(people, '观测明细'),
  'indicator.change': row(viewers, '变化原因'),
  'measure.list': row([...viewers, ...system], '度量目录'),
  'facility.list': row(viewers, '设施'),
  'feed.health': row([...viewers, ...system], '接口健康'),
  'warning.list': row(viewers, '公共预警'),
  'alert.list': row(viewers, '指标预警'),
  'alert.acknowledge': row(['leader', 'duty-officer'], '确认预警'),
  'score.table': row(viewers, '行政问效'),
  'score.cases': row(people, '问效案件'),
  'handOff.rates': row(viewers, '转办与误转'),
  'handOff.cases': row(people, '转办案件'),
  'search.query': row(people, '智能搜索'),
  'live.feed': row(viewers, '实时流'),

  'case.list': row(viewers, '案件列表'),
  'case.get': row(viewers, '案件'),
  'case.rhythm': row(viewers, '受理节律'),
  'case.queue': row(people, '待办队列'),
  'case.parcel': row(viewers, '包裹式办件'),
  'case.proposal': row(people, '派遣建议'),
  'case.duplicates': row(people, '疑似重复'),
  ...Object.fromEntries(
    caseVerbs.map((verb) => [
      `case.${procedureOf(verb)}`,
      row(verbRoles[verb], caseVerbName[verb]),
    ]),
  ),

  'analysis.ask': row(people, '分析研判'),
  'analysis.clock': row(people, '分析时钟图'),
  'analysis.statistics': row(people, '统计分析'),
  'annotation.list': row(viewers, '批注列表'),
  'annotation.add': row(mayAnnotate, '添加批注'),
  'annotation.withdraw': row(mayAnnotate, '撤回批注'),
  'saved.list': row(people, '已存问题'),
  'saved.get': row(people, '打开已存问题'),
  'saved.save': row(mayKeep, '保存问题'),
  'saved.remove': row(mayKeep, '删除问题'),
  'report.list': row(people, '报告列表'),
  'report.get': row(people, '报告'),
  'report.preview': row(people, '报告预览'),
  'report.save': row(mayKeep, '保存报告'),
  'report.remove': row(mayKeep, '删除报告'),

  'deadLetter.list': row(letterRoles, '死信'),
  'deadLetter.get': row(letterRoles, '死信内容'),
  'deadLetter.correct': row(letterRoles, '更正死信'),
  'deadLetter.replay': row(letterRoles, '重放死信'),
  'deadLetter.drop': row(letterRoles, '弃置死信'),

  'session.who': row('anyone', '当前身份'),
  'session.choose': row('anyone', '演示角色切换'),
  'session.signIn': row('anyone', '登录'),
  'session.signOut': row('signed-in', '退出登录'),
  'session.mine': row('signed-in', '登录会话'),
  'session.revoke': row('signed-in', '撤销会话'),
  'session.changePassword': row('signed-in', '修改密码'),
  'session.totpBegin': row('signed-in', '启用动态口令'),
  'session.totpConfirm': row('signed-in', '确认动态口令'),
  'setup.complete': row('anyone', '首次设置'),
  'account.list': row([...system, ...security], '账号'),
  'account.create': row(system, '新建账号'),
  'account.change': row(system, '修改账号'),
  'account.disable': row(system, '停用账号'),
  'account.enable': row(system, '启用账号'),
  'account.resetPassword': row(system, '重置密码'),
  'account.grant': row(security, '授权'),
  'account.unlock': row(security, '解锁账号'),
  'account.endSessions': row(security, '下线账号'),
  'account.resetTotp': row(security, '重置动态口令'),
  'device.begin': row('anyone', '大屏请求配对'),
  'device.wait': row('anyone', '大屏等待配对'),
  'device.pair': row(system, '配对大屏'),
  'device.list': row([...system, ...security], '大屏'),
  'device.revoke': row([...system, ...security], '撤销大屏'),
  'key.list': row(system, '来源密钥'),
  'key.create': row(system, '新建密钥'),
  'key.revoke': row(system, '撤销密钥'),
  'audit.list': row(auditor, '审计'),
  'audit.verify': row(auditor, '核验审计链'),
  'setting.list': row(['leader', ...system], '阈值与目标'),
  'setting.setThreshold': row(['leader', ...system], '设定阈值'),
  'setting.setTarget': row(['leader', ...system], '设定目标'),
  'backup.list': row(system, '备份'),
  'backup.run': row(system, '立即备份'),
  'wall.state': row([...viewers, ...system], '大屏状态'),
  'wall.list': row([...viewers, ...system], '大屏列表'),
  'wall.live': row([...viewers, ...system], '大屏实时状态'),
  'wall.stage': row(viewers, '城市运行等级'),
  'wall.setMode': row(wallSteerers, '平时与战时'),
  'wall.setPlaylist': row(wallSetters, '播放单'),
  'wall.show': row(wallSteerers, '上屏'),
  'wall.pause': row(wallSteerers, '暂停播放'),
  'wall.resume': row(wallSteerers, '继续播放'),
  'wall.code': row(wallSteerers, '显示配对码'),
  'wall.take': row(wallSteerers, '取得遥控'),
  'wall.release': row(wallSteerers, '交还遥控'),
  'wall.setLook': row(wallSetters, '大屏观感'),
}

/** Every HTTP endpoint (接口) by method and pattern; a HEAD is asked as its GET. */
const endpoints: Record<string, Permission> = {
  'GET /healthz': row('anyone', '存活检查'),
  'GET /': row('anyone', '客户端首页'),
  'GET /*': row('anyone', '客户端文件'),
  'GET /city/art/*': row('anyone', '地图图案'),
  'GET /trpc/:path': row('anyone', '过程（各依其行）'),
  'POST /trpc/:path': row('anyone', '过程（各依其行）'),
  'POST /api/v1/facts': row(keys, '事实上报'),
  'POST /api/v1/observations': row(keys, '观测上报'),
  'GET /api/v1/observations/mappings': row(keys, '观测映射'),
  'POST /api/v1/cap': row(keys, '公共预警上报'),
  'POST /api/v1/attachments': row([...uploaders, ...keys], '上传附件'),
  'GET /api/v1/cases/:id/attachments/:hash': row(viewers, '查看附件'),
  'GET /api/v1/indicators': row(viewers, '读取指标'),
  'GET /api/v1/indicators/:id/series': row(viewers, '读取指标'),
  'GET /api/v1/openapi.json': row('anyone', '接口说明'),
  'POST /api/v1/imports/preview': row(importers, '导入工单'),
  'POST /api/v1/imports/:upload/dry-run': row(importers, '导入工单'),
  'POST /api/v1/imports/:upload/run': row(importers, '导入工单'),
  'GET /api/v1/imports/:upload/rejected.csv': row(importers, '导入工单'),
  'GET /api/v1/imports/mappings': row(importers, '导入工单'),
  'POST /api/v1/exports': row(people, '导出'),
  'GET /api/v1/exports/:id': row(people, '导出'),
  'GET /api/v1/exports/:id/file': row(people, '导出'),
  'DELETE /api/v1/exports/:id': row(people, '导出'),
  'GET /api/v1/reports/:id/file': row(people, '打印报告'),
  'GET /api/v1/reports/:id/files/:period': row(people, '下载报告'),
  'GET /session/oidc': row('anyone', '统一认证登录'),
  'GET /session/oidc/callback': row('anyone', '统一认证返回'),
  'GET /api/v1/audit.csv': row(auditor, '导出审计'),
  'GET /open311/v2/*': row('anyone', '民生接口'),
  'GET /open311/v2/discovery.xml': row('anyone', '民生接口说明'),
  'GET /open311/v2/discovery.json': row('anyone', '民生接口说明'),
  'GET /open311/v2/services.xml': row('anyone', '公开服务'),
  'GET /open311/v2/services.json': row('anyone', '公开服务'),
  'GET /open311/v2/services/:file': row('anyone', '公开服务'),
  'GET /open311/v2/requests.xml': row('anyone', '公开诉求'),
  'GET /open311/v2/requests.json': row('anyone', '公开诉求'),
  'GET /open311/v2/requests/:file': row('anyone', '公开诉求'),
  // Its key stands in the body (`api_key`), so it checks it itself.
  'POST /open311/v2/requests.xml': row('anyone', '民生上报'),
  'POST /open311/v2/requests.json': row('anyone', '民生上报'),
}

/** The one table of who may call what (权限表). */
export const permissions: Readonly<Record<string, Permission>> = { ...procedures, ...endpoints }

/** What the table says of a path or endpoint; null = nobody may call it. */
export const permissionOf = (name: string): Permission | null =>
  Object.hasOwn(permissions, name) ? (permissions[name] ?? null) : null

/** Whether one who has signed in may call it (可否调用); what has no row is nobody's. */
export function mayCall(asker: Pick<Asker, 'roles'>, name: string): boolean {
  const who = permissionOf(name)?.who
  if (who === undefined) return false
  return typeof who === 'string' || asker.roles.some((role) => who.includes(role))
}
