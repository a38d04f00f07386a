import type { Asker } from '../../shared/access/asker.ts'
import { visibleTo } from '../../shared/access/visible.ts'
import { attachmentsOf } from '../../shared/cases/attachments-of.ts'
import { openStages } from '../../shared/cases/case-law.ts'
import { caseFactName } from '../../shared/cases/fact-names.ts'
import { inOrder } from '../../shared/cases/facts-in-order.ts'
import type { LinkedCase, ParcelAnswer, ParcelRecord } from '../../shared/cases/parcel-answers.ts'
import type { CaseState } from '../../shared/cases/state.ts'
import type { CaseFactType, Fact } from '../../shared/events/index.ts'
import { caseDuplicates } from './case-duplicates.ts'
import { caseFacts } from './case-facts.ts'
import { stepOf } from './case-get.ts'
import { casePosts, type Posts } from './case-posts.ts'
import { extensionOf, queueRow } from './case-queue-row.ts'
import { caseReader, type CaseReader } from './case-reader.ts'
import type { CityView, Standing } from './city-view.ts'
import { extensionsOf, lightsOf, supervisionOf } from './parcel-beside.ts'
import { handOffsOf } from './parcel-hand-offs.ts'
import { departmentsAt, parcelWay } from './parcel-steps.ts'

/**
 * One case as a tracked parcel (包裹式办件): its way, who had it and how long, what it hangs together
 * with, everything that happened. Of a sensitive one neither text nor history. Raises `not-found`, also
 * for one that the asker does not see.
 */
export function caseParcel(
  view: CityView,
  { caseId, at }: { caseId: number; at?: number },
  asker: Asker,
): ParcelAnswer {
  const standing = view.standing(at)
  const reader = caseReader(view)
  const opened = reader.seen(caseId, standing, asker)
  const { state, facts } = opened
  const { now, epoch, position } = standing
  const { pack } = epoch
  const rules = reader.rules(standing)
  const posts = casePosts(pack, caseFacts(view.database))
  const row = queueRow(opened, asker, rules, standing)
  const told = row.withheld ? [] : facts
  const texts = textsOf(view, told)
  return {
    row,
    description: descriptionOf(told, texts),
    typeName: row.typeName,
    sourceName: posts.source(state.source).name,
    steps: parcelWay(state, told, posts, rules, now),
    lights: lightsOf(state, pack),
    supervision: supervisionOf(facts),
    extension: extensionOf(state, facts),
    extensions: extensionsOf(facts),
    rating: state.rating,
    handOffs: row.withheld ? [] : handOffsOf(state, posts, rules, now),
    linked: row.withheld ? [] : linkedOf(view, reader, state, standing, asker),
    history: historyOf(told, posts, texts, standing),
    may: row.may,
    ...{ position, now },
  }
}

interface Text {
  title: string | null
  description: string | null
}

function textsOf({ database }: CityView, facts: readonly Fact[]): Map<number, Text> {
  const rows = database.sqlite
    .prepare<[string], Text & { position: number }>(
      `SELECT position, title, description FROM fact_text
       WHERE position IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(facts.map(({ position }) => position)))
  return new Map(rows.map((row) => [row.position, row]))
}

function descriptionOf(facts: readonly Fact[], texts: ReadonlyMap<number, Text>): string | null {
  const reports = inOrder(facts).filter(({ type }) => type === 'case-reported')
  return reports.map(({ position }) => texts.get(position)?.description).find(Boolean) ?? null
}

function historyOf(
  facts: readonly Fact[],
  posts: Posts,
  texts: ReadonlyMap<number, Text>,
  { epoch }: Standing,
): ParcelRecord[] {
  const departments = departmentsAt(facts)
  return inOrder(facts).map((fact) => {
    const text = texts.get(fact.position)
    return {
      ...stepOf(fact, epoch.pack),
      name: caseFactName[fact.type as CaseFactType],
      post: posts.of(fact, departments.get(fact.position) ?? null),
      text: text?.description ?? text?.title ?? null,
      attachments: attachmentsOf(fact),
    }
  })
}

/** Cases that this one hangs together with, of those that the asker may see. */
function linkedOf(
  view: CityView,
  reader: CaseReader,
  state: CaseState,
  standing: Standing,
  asker: Asker,
): LinkedCase[] {
  const { sqlite } = view.database
  const { regions, replay } = standing
  const numbers = sqlite
    .prepare<[string, string], number>(
      'SELECT case_id FROM case_number WHERE source = ? AND number = ?',
    )
    .pluck()
  const into =
    state.mergedInto === null
      ? []
      : numbers.all(state.mergedIntoSource ?? state.source, state.mergedInto)
  const from = sqlite
    .prepare<[string, string], number>(
      'SELECT case_id FROM case_merge WHERE source = ? AND number = ? ORDER BY case_id LIMIT 200',
    )
    .pluck()
    .all(state.source, state.number)
  const rows = (how: LinkedCase['how'], ids: readonly number[]): LinkedCase[] =>
    reader
      .rows(ids, standing)
      .filter(visibleTo(asker, regions))
      // As of a past position it may not have gone in yet.
      .filter((row) => how !== 'merged-from' || row.stage === 'merged')
      .map((row) => ({ how, row }))
  const twins =
    replay || !openStages.includes(state.stage) ? [] : caseDuplicates(view, state, asker).rows
  return [
    ...rows('merged-into', into),
    ...rows('merged-from', from),
    ...twins.map((row): LinkedCase => ({ how: 'duplicate', row })),
  ]
}
