import type { Asker } from '../../shared/access/asker.ts'
import { mayCall } from '../../shared/access/permissions.ts'

/** The tabs of 管理, and the call that each stands on. */
export const adminTabs = [
  { id: 'accounts', name: '账号', needs: 'account.list' },
  { id: 'devices', name: '大屏', needs: 'device.list' },
  { id: 'keys', name: '密钥', needs: 'key.list' },
  { id: 'feeds', name: '接入', needs: 'feed.health' },
  { id: 'pack', name: '城市包', needs: 'setting.list' },
  { id: 'settings', name: '阈值与目标', needs: 'setting.list' },
  { id: 'backup', name: '备份', needs: 'backup.list' },
] as const
export type AdminTab = (typeof adminTabs)[number]['id']

export const tabsFor = (asker: Pick<Asker, 'roles'> | null) =>
  adminTabs.filter(({ needs }) => asker !== null && mayCall(asker, needs))
