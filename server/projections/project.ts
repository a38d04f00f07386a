import { isAlertFact } from '../../shared/alerts/fold.ts'
import { isWallFact } from '../../shared/wall/setting.ts'
import { isWarningFact } from '../../shared/warnings/fold.ts'
import type { Fact } from '../../shared/events/index.ts'
import { alertDeltas } from './alert.ts'
import { annotationRow, isAnnotationFact } from './annotation.ts'
import type { Applier } from './apply.ts'
import { attachmentUses } from './attachment-use.ts'
import { balanceChanges } from './balance-change.ts'
import { caseTitleRow } from './case-title.ts'
import { coverageRow } from './coverage.ts'
import { deadLetterRow, isLetterFact } from './dead-letter.ts'
import type { ReadingOf } from './case-reading.ts'
import { importMappingRow } from './import-mapping.ts'
import { isKeptFact, keptRow, reportFileRow } from './kept.ts'
import { observationRows } from './observation.ts'
import { operatingStageRow } from './operating-stage.ts'
import { packVersionRow } from './pack-version.ts'
import { refold } from './refold.ts'
import { targetSettingRow, thresholdSettingRow } from './setting.ts'
import { wallChangeRow } from './wall-change.ts'
import { warningDelta } from './warning.ts'

/** What the projections ask of the log and of the pack; all of it synchronous. */
export interface ProjectionSources {
  readingOf: ReadingOf
  /** Facts of a case up to and including `through`, in order of position. */
  knownOf(caseId: number, through: number): readonly Fact[]
  /** Facts of one stream of alerts up to and including `through`, in order of position. */
  alertsOf(stream: number, through: number): readonly Fact[]
  titleAt(position: number): string | null
  /** The stored JSON of a pack version. */
  packContent(pack: number): string
}

/**
 * Projects the facts of one commit, in the order of the log, and writes what they change. Every case
 * is read once before and once after, however many of its facts the commit holds; those beyond
 * `lastKnownCase` are new and have no before.
 */
export function projectCommit(
  facts: readonly Fact[],
  lastKnownCase: number,
  sources: ProjectionSources,
  applier: Applier,
): void {
  const first = facts[0]
  const last = facts.at(-1)
  if (first === undefined || last === undefined) return
  for (const [caseId, fresh] of grouped(facts.filter((fact) => fact.stream === 'case'))) {
    const known = caseId > lastKnownCase ? [] : sources.knownOf(caseId, first.position - 1)
    const deltas = refold(caseId, known, fresh, last.position, sources.readingOf, sources.titleAt)
    if (deltas.state) {
      applier.caseState(deltas.state)
      applier.caseQueue(caseId, deltas.queue)
      applier.caseMerge(caseId, deltas.merge)
      const { title } = deltas.state
      const told = fresh.some((fact) => fact.type === 'case-reported')
      if (told && title !== null) applier.caseTitle(caseTitleRow(caseId, title))
    }
    deltas.contributions.forEach(applier.contribution)
    deltas.handOffs.forEach(applier.handOffCount)
    balanceChanges(deltas.contributions).forEach(applier.balanceChange)
  }
  for (const [stream, fresh] of grouped(facts.filter(isAlertFact))) {
    const known = sources.alertsOf(stream, first.position - 1).filter(isAlertFact)
    alertDeltas(known, fresh).forEach(applier.alert)
  }
  for (const fact of facts) {
    if (fact.stream === 'case') attachmentUses(fact).forEach(applier.attachmentUse)
    else if (fact.type === 'observations-reported')
      observationRows(fact).forEach(applier.observation)
    else if (fact.type === 'coverage-reported') applier.coverage(coverageRow(fact))
    else if (fact.type === 'threshold-set') applier.thresholdSetting(thresholdSettingRow(fact))
    else if (fact.type === 'target-set') applier.targetSetting(targetSettingRow(fact))
    else if (fact.type === 'import-mapping-saved') applier.importMapping(importMappingRow(fact))
    else if (isAnnotationFact(fact)) applier.annotation(annotationRow(fact))
    else if (isKeptFact(fact)) applier.kept(keptRow(fact))
    else if (isWallFact(fact)) applier.wallChange(wallChangeRow(fact))
    else if (fact.type === 'operating-stage-changed')
      applier.operatingStage(operatingStageRow(fact))
    else if (fact.type === 'report-produced') applier.reportFile(reportFileRow(fact))
    else if (isLetterFact(fact)) applier.deadLetter(deadLetterRow(fact))
    else if (isWarningFact(fact)) applier.warning(warningDelta(fact))
    else if (fact.type === 'pack-adopted')
      applier.packVersion(packVersionRow(fact, sources.packContent(fact.body.pack)))
  }
}

/** Facts by their stream, in the order of the log. */
function grouped<F extends Fact>(facts: readonly F[]): Map<number, F[]> {
  const streams = new Map<number, F[]>()
  for (const fact of facts) {
    const known = streams.get(fact.streamId)
    if (known === undefined) streams.set(fact.streamId, [fact])
    else known.push(fact)
  }
  return streams
}
