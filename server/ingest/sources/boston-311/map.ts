import type { SourceFact } from '../../../../shared/events/source-fact.ts'
import type { Zone } from '../../../../shared/time/zone.ts'
import type { BostonMapping } from './mapping.ts'
import type { BostonRow } from './record.ts'
import { rowTimes } from './stamps.ts'
import type { RowTimes } from './stamps.ts'

/** What a row said in a way that had to be read (读法), counted in the report. */
export interface RowNote {
  code:
    | 'ambiguous-time'
    | 'skipped-time'
    | 'no-neighborhood'
    | 'placeholder-point'
    | 'unknown-source'
    | 'closed-before-opened'
    | 'target-before-opened'
    | 'reason-without-closing'
  column: string
  context?: string
}

export interface MappedRow {
  facts: SourceFact[]
  notes: RowNote[]
  /** When the request was opened, UTC ms. */
  opened: number
}

/**
 * One request as facts. The file knows no stages between opening and closing: it is accepted,
 * registered and dispatched when opened. Its target is both deadlines: the city adds no day for
 * verification. Keys carry the order, since equal instants are ordered by key.
 */
export function mapBostonRow(row: BostonRow, mapping: BostonMapping, zone: Zone): MappedRow {
  const times = rowTimes(row, zone)
  const notes = timeNotes(row, times)
  const { opened, target, closed } = times
  const source = sourceOf(row, mapping, notes)
  const id = row.case_enquiry_id
  const fact = (step: string, occurredAt: number) => ({
    key: `${id}:${step}`,
    source,
    case: id,
    occurredAt,
  })
  const facts: SourceFact[] = [
    {
      type: 'case-reported',
      ...fact('1-reported', opened),
      ...placeOf(row, mapping, notes),
      eventType: row.type || '(blank)',
      ...(row.case_title && { text: { title: row.case_title } }),
    },
    { type: 'case-accepted', ...fact('2-accepted', opened) },
    { type: 'case-registered', ...fact('3-registered', opened) },
    {
      type: 'case-dispatched',
      ...fact('4-dispatched', opened),
      department: row.department || mapping.noDepartment,
      disposalDeadline: target,
      closingDeadline: target,
    },
  ]
  if (closed !== null)
    facts.push(
      { type: 'case-resolved', ...fact('5-resolved', closed) },
      {
        type: 'case-closed',
        ...fact('6-closed', closed),
        ...(row.closure_reason && { text: { description: row.closure_reason } }),
      },
    )
  else if (row.closure_reason)
    notes.push({ code: 'reason-without-closing', column: 'closure_reason' })
  return { facts, notes, opened }
}

function timeNotes(row: BostonRow, { opened, target, closed, doubtful }: RowTimes): RowNote[] {
  const notes: RowNote[] = doubtful.map(({ column, way }) => ({
    code: way === 'skipped' ? 'skipped-time' : 'ambiguous-time',
    column,
    context: way,
  }))
  if (closed !== null && closed < opened)
    notes.push({ code: 'closed-before-opened', column: 'closed_dt' })
  if (target !== null && target < opened)
    notes.push({ code: 'target-before-opened', column: 'target_dt' })
  return notes
}

function sourceOf(row: BostonRow, mapping: BostonMapping, notes: RowNote[]): string {
  const source = mapping.sources[row.source]
  if (source === undefined)
    notes.push({ code: 'unknown-source', column: 'source', context: row.source })
  return source ?? mapping.otherSource
}

/** The neighbourhood's region and the point; the placeholder coordinate is no point anywhere. */
function placeOf(row: BostonRow, mapping: BostonMapping, notes: RowNote[]) {
  const { neighborhood, longitude, latitude } = row
  if (neighborhood === '') notes.push({ code: 'no-neighborhood', column: 'neighborhood' })
  const [lng, lat] = mapping.placeholderPoint
  const placeholder = longitude === lng && latitude === lat
  if (placeholder) notes.push({ code: 'placeholder-point', column: 'latitude' })
  const located = longitude !== null && latitude !== null && !placeholder
  const point: [number, number] | null = located ? [longitude, latitude] : null
  const region = neighborhood === '' ? null : (mapping.neighborhoods[neighborhood] ?? neighborhood)
  return { region, point }
}
