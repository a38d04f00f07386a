import type { PreviewSheet, WorkOrderDraft } from '../../shared/imports/answers.ts'
import {
  fieldName,
  mappedRatings,
  mappedStages,
  type WorkOrderMapping,
} from '../../shared/imports/mapping.ts'
import { columnOf } from './mapping-draft.ts'
import { ratingNames, severityNames, stageNames } from './intake-words.ts'

export type MapField = keyof WorkOrderMapping['valueMaps']

/** One editable map of words (值对照). */
export interface MapLine {
  field: MapField
  title: string
  words: string[]
  map: Readonly<Record<string, string | number>>
  choices: { value: string; name: string }[]
}

interface City {
  types: readonly { code: string; name: string }[]
  departments: readonly { id: string; name: string }[]
}

const few = ['status', 'severity', 'rating'] as const

/** The maps worth showing: of columns that are read, and those that hold something already. */
export function mapLines(draft: WorkOrderDraft, sheet: PreviewSheet | null, city: City): MapLine[] {
  const fields: MapField[] = [...few, 'type', 'department', 'region']
  return fields.flatMap((field): MapLine[] => {
    const map = draft.valueMaps[field]
    const column = sheet === null ? null : columnOf(draft.columns[field], sheet)
    const isFew = (few as readonly string[]).includes(field)
    // Of open lists only what was matched by hand is shown: samples say little of them.
    if (isFew ? column === null : Object.keys(map).length === 0) return []
    const words = isFew ? [...new Set(column?.samples.filter((word) => word !== ''))] : []
    return [{ field, title: fieldName[field], words, map, choices: choicesOf(field, map, city) }]
  })
}

function choicesOf(
  field: MapField,
  map: Readonly<Record<string, string | number>>,
  { types, departments }: City,
): MapLine['choices'] {
  switch (field) {
    case 'type':
      return types.map(({ code, name }) => ({ value: code, name }))
    case 'department':
      return departments.map(({ id, name }) => ({ value: id, name }))
    case 'region':
      return [...new Set(Object.values(map).map(String))].map((value) => ({ value, name: value }))
    default:
      return wordChoices(field).map(({ code, name }) => ({ value: code, name }))
  }
}

/** What a word of a status, a severity or a rating can mean. */
export function wordChoices(
  field: 'status' | 'severity' | 'rating',
): { code: string; name: string }[] {
  switch (field) {
    case 'status':
      return mappedStages.map((code) => ({ code, name: stageNames[code] }))
    case 'rating':
      return [...mappedRatings, '' as const].map((code) => ({ code, name: ratingNames[code] }))
    case 'severity':
      return ['1', '2', '3', '4', ''].map((code) => ({ code, name: severityNames[code] ?? code }))
  }
}

/** The draft with a word read as something else; null = by itself. */
export function withWord(
  { valueMaps }: WorkOrderDraft,
  field: MapField,
  word: string,
  value: string | null,
): Pick<WorkOrderDraft, 'valueMaps'> {
  const rest = Object.entries(valueMaps[field]).filter(([known]) => known !== word)
  const said = field === 'severity' && value !== null && value !== '' ? Number(value) : value
  const map = Object.fromEntries(said === null ? rest : [...rest, [word, said]])
  return { valueMaps: { ...valueMaps, [field]: map } }
}
