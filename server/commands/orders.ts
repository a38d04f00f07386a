import type { Asker } from '../../shared/access/asker.ts'
import type { CityPack } from '../../shared/city/pack.ts'
import type { RegionTree } from '../../shared/regions/tree.ts'
import type { CaseOrder } from '../../shared/cases/orders.ts'
import type { CaseRules } from '../../shared/cases/rules.ts'
import type { Zone } from '../../shared/time/zone.ts'
import type { Log } from '../log/log.ts'
import type { AlertStates } from '../queries/alert-states.ts'
import type { CaseFacts } from '../queries/case-facts.ts'
import { acknowledgeAlert, type AcknowledgeAlert } from './acknowledge-alert.ts'
import { caseOrder } from './case-order.ts'
import { setTarget, type SetTarget } from './set-target.ts'
import { setThreshold, type SetThreshold } from './set-threshold.ts'

/** Every order a person can give (命令), by its verb; carried out where the log is written. */
export type Order =
  | ({ verb: 'acknowledge-alert' } & AcknowledgeAlert)
  | ({ verb: 'set-threshold' } & SetThreshold)
  | ({ verb: 'set-target' } & SetTarget)
  | CaseOrder

/** What an order came to: the position of the fact it made; null for those that nobody asks. */
export type OrderAnswer = { position: number | null }

/** What commands stand on: the log, and how things are where it is written. */
export interface OrderParts {
  log: Pick<Log, 'append' | 'appendNow'>
  pack: CityPack
  tree: RegionTree
  zone: Zone
  alerts: AlertStates
  cases: CaseFacts
  /** How the pack in force reads a case. */
  rules: CaseRules
  /** Masks what free text may not hold. */
  mask(text: string): string
}

/** Carries out orders; each raises what its verb raises and resolves once it is on disk. */
export const makeOrders =
  (parts: OrderParts) =>
  async (asker: Asker, order: Order, now: number): Promise<OrderAnswer> => {
    switch (order.verb) {
      case 'acknowledge-alert':
        await acknowledgeAlert(parts, asker, order, now)
        return done
      case 'set-threshold':
        await setThreshold(parts, asker, order, now)
        return done
      case 'set-target':
        await setTarget(parts, asker, order, now)
        return done
      default:
        return caseOrder(parts, asker, order, now)
    }
  }

const done: OrderAnswer = { position: null }
