import type { Asker, DemoRole } from '../../shared/access/asker.ts'
import type { FactVerdict } from '../../shared/events/source-fact.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { AttachmentStore } from '../attachments/attachment-store.ts'
import type { AuditReceipt, AuditVerifyAnswer } from '../../shared/audit/audit-answers.ts'
import type { BackupListAnswer } from '../../shared/backup/backup-answers.ts'
import type { AuditBook } from '../audit/book.ts'
import type { AuditDesk } from '../audit/desk.ts'
import type { Order, OrderAnswer } from '../commands/orders.ts'
import type { LiveFeed } from '../live/live-feed.ts'
import type { StatisticsParts } from '../queries/analysis/analysis-statistics.ts'
import type { CityReference } from '../queries/city-facts.ts'
import type { CityView } from '../queries/city-view.ts'
import type { Health } from '../queries/health.ts'
import type { Browser, RequestCredentials } from './credentials.ts'
import type { Conductor } from '../wall/conductor.ts'

/** What the interfaces stand on; the composition root provides it. */
export interface Services {
  view: CityView
  reference: CityReference
  feed: LiveFeed
  /** What walls show (大屏). */
  walls: Omit<Conductor, 'stop' | 'committed'>
  /** Files that cases refer to (附件). */
  attachments: AttachmentStore
  /** Runs a statistic off this thread (统计线程). */
  statistics: StatisticsParts['run']
  /** Takes source facts in the name of a key; answers once they are on disk. */
  take(asker: Asker, facts: readonly unknown[]): Promise<FactVerdict[]>
  /** Carries out a person's order; answers once it is on disk. Raises what the command raises. */
  order(asker: Asker, order: Order): Promise<OrderAnswer>
  /** Who a request's credentials are; null = nobody we know. */
  askerOf(credentials: RequestCredentials): Asker | null
  /** Accounts, sessions, walls and keys (账号). */
  accounts: Accounts
  /** Whether the city's single sign-on (统一认证) is offered; left out = no. */
  signOn?: boolean
  health(): Health
  audit: AuditServices
  backups: BackupServices
}

/** The audit (审计): what is taken down, read and verified. */
export interface AuditServices {
  desk: AuditDesk
  book: AuditBook
  verify(at: number, receipt?: AuditReceipt): Promise<AuditVerifyAnswer>
}

/** Backups (备份): `run` begins one and answers at once. Raises `conflict` while one is being made. */
export interface BackupServices {
  list(): BackupListAnswer
  run(asker: Asker): void
}

/** The demo's switcher (演示角色切换) of one request. */
export interface DemoSession {
  /** Makes the browser that person from its next request on, and says who that is. */
  choose(choice: { role: DemoRole; department: string | null }): Asker
}

/** What every procedure is given: the services and who asks. */
export interface RequestContext {
  services: Services
  asker: Asker | null
  /** Left out or null outside demo mode. */
  session?: DemoSession | null
  /** The browser that asks; left out where there is none. */
  browser?: Browser
}
