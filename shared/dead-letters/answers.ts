import type { Obstacle } from './content.ts'

/** How a letter stands (死信状态): waiting, taken in, or left alone. */
export const letterStates = ['open', 'taken', 'dropped'] as const
export type LetterState = (typeof letterStates)[number]

/** Why something was not taken, as ingest says it. */
export interface LetterReason {
  code: string
  message: string
  field?: string
}

/** One dead letter (死信) of a list. */
export interface LetterRow {
  id: number
  receivedAt: number
  /** Empty where it names nobody the city knows. */
  source: string
  sourceName: string
  reason: string
  /** What was wrong and where, in words. */
  detail: string
  state: LetterState
  /** What kind of fact it says it is; null where it says nothing. */
  type: string | null
  key: string | null
  /** The case it speaks of. */
  number: string | null
  /** Why it cannot be replayed; null = it can. */
  obstacle: Obstacle | null
  /** How often it was replayed and refused again. */
  tries: number
}

/** Letters of one source and reason, by state. */
export interface LetterGroup {
  source: string
  sourceName: string
  reason: string
  open: number
  taken: number
  dropped: number
}

/** `deadLetter.list`: a page of letters, newest first, and how many there are of each kind. */
export interface LetterList {
  rows: LetterRow[]
  /** Letters of this question in all. */
  total: number
  cursor: string | null
  /** Every source and reason, most open first. */
  groups: LetterGroup[]
  /** Letters that made room for newer ones, by source. */
  gone: { source: string; sourceName: string; count: number; lastAt: number }[]
  /** As many as are kept of one source. */
  most: number
  now: number
}

/** One thing that was done with a letter (处置记录). */
export interface LetterStep {
  outcome: 'taken' | 'refused' | 'dropped'
  at: number
  /** The post (岗位), never a person. */
  by: string
  edited: boolean
  reasons: LetterReason[]
  /** The corrected text, or why it was dropped; null where nothing was said, or it was erased. */
  text: string | null
}

/** `deadLetter.get`: a letter with what is kept of it and what was done. */
export interface LetterAnswer {
  row: LetterRow
  /** What is kept, masked; the latest correction stands in `steps`. */
  raw: string
  steps: LetterStep[]
  /** Where its fact is now; null while it is not taken. */
  taken: { position: number; caseId: number | null } | null
  /** The sources a fact may name, for a letter that names none. */
  sources: { key: string; name: string }[]
  now: number
}
