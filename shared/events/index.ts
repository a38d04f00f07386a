import type { z } from 'zod'
import type { FactKind, LoggedFact, NewFact } from './envelope.ts'
import { alertAcknowledged } from './alert-acknowledged.ts'
import { alertCleared } from './alert-cleared.ts'
import { alertLevelChanged } from './alert-level-changed.ts'
import { alertRaised } from './alert-raised.ts'
import { annotationAdded } from './annotation-added.ts'
import { annotationWithdrawn } from './annotation-withdrawn.ts'
import { caseAccepted } from './case-accepted.ts'
import { caseCancelled } from './case-cancelled.ts'
import { caseClosed } from './case-closed.ts'
import { caseDeclined } from './case-declined.ts'
import { caseDispatched } from './case-dispatched.ts'
import { caseExtended } from './case-extended.ts'
import { caseExtensionRefused } from './case-extension-refused.ts'
import { caseExtensionRequested } from './case-extension-requested.ts'
import { caseHandedOver } from './case-handed-over.ts'
import { caseHandlingStarted } from './case-handling-started.ts'
import { caseMerged } from './case-merged.ts'
import { caseRated } from './case-rated.ts'
import { caseRegistered } from './case-registered.ts'
import { caseRelocated } from './case-relocated.ts'
import { caseReopened } from './case-reopened.ts'
import { caseReported } from './case-reported.ts'
import { caseResolved } from './case-resolved.ts'
import { caseResumed } from './case-resumed.ts'
import { caseReturned } from './case-returned.ts'
import { caseRetyped } from './case-retyped.ts'
import { caseReworked } from './case-reworked.ts'
import { caseSigned } from './case-signed.ts'
import { caseSupervised } from './case-supervised.ts'
import { caseSupervisionClosed } from './case-supervision-closed.ts'
import { caseSuspended } from './case-suspended.ts'
import { caseVerified } from './case-verified.ts'
import { coverageReported } from './coverage-reported.ts'
import { deadLetterDropped } from './dead-letter-dropped.ts'
import { deadLetterReplayed } from './dead-letter-replayed.ts'
import { deadlinePassed } from './deadline-passed.ts'
import { importMappingSaved } from './import-mapping-saved.ts'
import { lightRaised } from './light-raised.ts'
import { observationsReported } from './observations-reported.ts'
import { operatingStageChanged } from './operating-stage-changed.ts'
import { packAdopted } from './pack-adopted.ts'
import { questionRemoved } from './question-removed.ts'
import { questionSaved } from './question-saved.ts'
import { reportProduced } from './report-produced.ts'
import { reportRemoved } from './report-removed.ts'
import { reportSaved } from './report-saved.ts'
import { targetSet } from './target-set.ts'
import { thresholdSet } from './threshold-set.ts'
import { wallLookSet } from './wall-look-set.ts'
import { wallModeSet } from './wall-mode-set.ts'
import { wallPaused } from './wall-paused.ts'
import { wallPlaylistSaved } from './wall-playlist-saved.ts'
import { wallReleased } from './wall-released.ts'
import { wallResumed } from './wall-resumed.ts'
import { wallSceneShown } from './wall-scene-shown.ts'
import { wallTaken } from './wall-taken.ts'
import { warningCancelled } from './warning-cancelled.ts'
import { warningIssued } from './warning-issued.ts'
import { warningUpdated } from './warning-updated.ts'

/** Every kind of fact that the log may hold, by type. */
export const factKinds = {
  'alert-acknowledged': alertAcknowledged,
  'alert-cleared': alertCleared,
  'alert-level-changed': alertLevelChanged,
  'alert-raised': alertRaised,
  'annotation-added': annotationAdded,
  'annotation-withdrawn': annotationWithdrawn,
  'case-accepted': caseAccepted,
  'case-cancelled': caseCancelled,
  'case-closed': caseClosed,
  'case-declined': caseDeclined,
  'case-dispatched': caseDispatched,
  'case-extended': caseExtended,
  'case-extension-refused': caseExtensionRefused,
  'case-extension-requested': caseExtensionRequested,
  'case-handed-over': caseHandedOver,
  'case-handling-started': caseHandlingStarted,
  'case-merged': caseMerged,
  'case-rated': caseRated,
  'case-registered': caseRegistered,
  'case-relocated': caseRelocated,
  'case-reopened': caseReopened,
  'case-reported': caseReported,
  'case-resolved': caseResolved,
  'case-resumed': caseResumed,
  'case-returned': caseReturned,
  'case-retyped': caseRetyped,
  'case-reworked': caseReworked,
  'case-signed': caseSigned,
  'case-supervised': caseSupervised,
  'case-supervision-closed': caseSupervisionClosed,
  'case-suspended': caseSuspended,
  'case-verified': caseVerified,
  'coverage-reported': coverageReported,
  'dead-letter-dropped': deadLetterDropped,
  'dead-letter-replayed': deadLetterReplayed,
  'deadline-passed': deadlinePassed,
  'import-mapping-saved': importMappingSaved,
  'light-raised': lightRaised,
  'observations-reported': observationsReported,
  'operating-stage-changed': operatingStageChanged,
  'pack-adopted': packAdopted,
  'question-removed': questionRemoved,
  'question-saved': questionSaved,
  'report-produced': reportProduced,
  'report-removed': reportRemoved,
  'report-saved': reportSaved,
  'target-set': targetSet,
  'threshold-set': thresholdSet,
  'wall-look-set': wallLookSet,
  'wall-mode-set': wallModeSet,
  'wall-paused': wallPaused,
  'wall-playlist-saved': wallPlaylistSaved,
  'wall-released': wallReleased,
  'wall-resumed': wallResumed,
  'wall-scene-shown': wallSceneShown,
  'wall-taken': wallTaken,
  'warning-cancelled': warningCancelled,
  'warning-issued': warningIssued,
  'warning-updated': warningUpdated,
} as const

export type FactType = keyof typeof factKinds
export type BodyOf<T extends FactType> = z.infer<(typeof factKinds)[T]['body']>

/** A case's fact as `fold` reads it: discriminated by `type`. */
export type CaseFactType = {
  [T in FactType]: (typeof factKinds)[T]['stream'] extends 'case' ? T : never
}[FactType]
export type Fact = { [T in FactType]: LoggedFact<BodyOf<T>> & { type: T } }[FactType]
export type NewFactOf = { [T in FactType]: NewFact<BodyOf<T>> & { type: T } }[FactType]

export const factTypes = Object.keys(factKinds) as FactType[]

/** Whether `type` names a kind of fact we know. */
export const isFactType = (type: string): type is FactType => type in factKinds

/** The kind of `type`, with its body left unknown: for parsing what came from outside. */
export const factKind = (type: FactType): FactKind => factKinds[type] as unknown as FactKind
