import type { RegionId } from '../city/pack.ts'
import type { DemoRole, Role } from './asker.ts'

/** `session.who`: who asks (当前身份), and whom the demo lets one be. */
export interface WhoAnswer {
  id: string
  name: string
  roles: readonly Role[]
  roleName: string
  departments: readonly { id: string; name: string }[]
  regions: readonly RegionId[]
  /** What the demo's switcher (演示角色切换) offers. */
  choices: {
    role: DemoRole
    name: string
    /** Departments to choose from; null where the role needs none. */
    departments: readonly { id: string; name: string }[] | null
  }[]
}
