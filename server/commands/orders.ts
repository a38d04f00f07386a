import type { Asker } from '../../shared/access/asker.ts'
import type { CityPack } from '../../shared/city/pack.ts'
import type { RegionTree } from '../../shared/regions/tree.ts'
import type { Attachment } from '../../shared/cases/attachment.ts'
import type { CaseOrder } from '../../shared/cases/orders.ts'
import type { CaseRules } from '../../shared/cases/rules.ts'
import type { LetterOrder, LettersDone } from '../../shared/dead-letters/orders.ts'
import type { FactVerdict } from '../../shared/events/source-fact.ts'
import type { Zone } from '../../shared/time/zone.ts'
import type { AuditNote } from '../log/entry.ts'
import type { Log } from '../log/log.ts'
import type { AlertStates } from '../queries/alert-states.ts'
import type { AnnotationBook } from '../queries/analysis/annotation-book.ts'
import type { CaseFacts } from '../queries/case-facts.ts'
import type { LetterBook } from '../queries/letter-book.ts'
import type { KeptBook } from '../queries/reports/kept-book.ts'
import type { WallBook } from '../queries/wall/wall-book.ts'
import { acknowledgeAlert, type AcknowledgeAlert } from './acknowledge-alert.ts'
import {
  addAnnotation,
  withdrawAnnotation,
  type AddAnnotation,
  type WithdrawAnnotation,
} from './annotate.ts'
import { caseOrder } from './case-order.ts'
import { letterOrder } from './letter-order.ts'
import { saveImportMapping, type SaveImportMapping } from './save-import-mapping.ts'
import { removeQuestion, saveQuestion, type SaveQuestion } from './save-question.ts'
import { removeReport, saveReport, type SaveReport } from './save-report.ts'
import { setTarget, type SetTarget } from './set-target.ts'
import { setThreshold, type SetThreshold } from './set-threshold.ts'
import { wallOrder, type WallOrder } from './wall-order.ts'

/** Every order a person can give (命令), by its verb; carried out where the log is written. */
export type Order =
  | ({ verb: 'acknowledge-alert' } & AcknowledgeAlert)
  | ({ verb: 'set-threshold' } & SetThreshold)
  | ({ verb: 'set-target' } & SetTarget)
  | ({ verb: 'save-import-mapping' } & SaveImportMapping)
  | ({ verb: 'add-annotation' } & AddAnnotation)
  | ({ verb: 'withdraw-annotation' } & WithdrawAnnotation)
  | ({ verb: 'save-question' } & SaveQuestion)
  | ({ verb: 'save-report' } & SaveReport)
  | { verb: 'remove-question' | 'remove-report'; id: string }
  | LetterOrder
  | WallOrder
  | CaseOrder

/** What an order came to: the position of the fact it made; null for those that nobody asks. */
export type OrderAnswer = { position: number | null; letters?: LettersDone; id?: string }

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
  /** What may be kept of anything that came from outside, as text. */
  redact(raw: unknown): string
  letters: LetterBook
  annotations: AnnotationBook
  kept: KeptBook
  walls: WallBook
  /** Sends facts through the pipeline again (重放), with who ordered it; what is refused leaves no new letter. */
  retake(asker: Asker, facts: readonly unknown[], now: number, audit: AuditNote): FactVerdict[]
  /** A file that was uploaded (附件); null = not on our disk. */
  attachment(hash: string): Attachment | null
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
      case 'save-import-mapping':
        await saveImportMapping(parts, asker, order, now)
        return done
      case 'add-annotation':
        return { position: await addAnnotation(parts, asker, order, now) }
      case 'withdraw-annotation':
        await withdrawAnnotation(parts, asker, order, now)
        return done
      case 'save-question':
        return saveQuestion(parts, asker, order, now)
      case 'remove-question':
        return removeQuestion(parts, asker, order, now)
      case 'save-report':
        return saveReport(parts, asker, order, now)
      case 'remove-report':
        return removeReport(parts, asker, order, now)
      case 'dead-letter-correct':
      case 'dead-letter-replay':
      case 'dead-letter-drop':
        return { position: null, letters: await letterOrder(parts, asker, order, now) }
      case 'wall-set-mode':
      case 'wall-save-playlist':
      case 'wall-set-look':
      case 'wall-show':
      case 'wall-pause':
      case 'wall-resume':
      case 'wall-take':
      case 'wall-release':
        return wallOrder(parts, asker, order, now)
      default:
        return caseOrder(parts, asker, order, now)
    }
  }

const done: OrderAnswer = { position: null }
