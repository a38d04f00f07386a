import type { Asker, Role } from './asker.ts'
import { mayCall } from './permissions.ts'

/** A page (页面): where it lies, what it is called, and the calls one of which it stands on. */
export interface Page {
  path: string
  name: string
  needs: readonly string[]
  /** Whether it stands in the row of desk pages (工作页). */
  desk: boolean
}

const page = (path: string, name: string, needs: readonly string[], desk = true): Page => ({
  ...{ path, name, needs, desk },
})

/** Every page that asks for a role, in the order of the links. */
export const pages: readonly Page[] = [
  page('/wall', '大屏', ['indicator.board'], false),
  page('/drill', '下钻', ['indicator.peers'], false),
  page('/cases/', '办件', ['case.parcel'], false),
  page('/cases', '工单', ['case.queue']),
  page('/intake', '导入', ['deadLetter.list']),
  page('/scores', '问效', ['score.table']),
  page('/analysis', '分析', ['analysis.ask']),
  page('/reports', '报告', ['report.list']),
  page('/feeds', '接口', ['feed.health']),
  page('/remote', '遥控', ['wall.take']),
  page('/admin', '管理', ['account.list', 'device.list', 'key.list', 'backup.list']),
  page('/audit', '审计', ['audit.list']),
]

/** The page that an address belongs to; null where no role is needed. */
export const pageAt = (path: string): Page | null =>
  pages.find((one) =>
    one.path.endsWith('/') ? path.startsWith(one.path) : `${path}/`.startsWith(`${one.path}/`),
  ) ?? null

/** Whether the holder of these roles may open a page (可否打开). */
export const mayOpen = (asker: Pick<Asker, 'roles'>, { needs }: Page): boolean =>
  needs.some((name) => mayCall(asker, name))

/** The first page that these roles may open (首页); one's own account where there is none. */
export const homeOf = (roles: readonly Role[]): string =>
  pages.find((one) => one.path !== '/cases/' && mayOpen({ roles }, one))?.path ?? '/account'
