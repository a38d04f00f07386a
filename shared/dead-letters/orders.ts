import type { Role } from '../access/asker.ts'
import type { LetterReason } from './answers.ts'

/** Who sees and tends dead letters (死信处置权限). */
export const letterRoles: readonly Role[] = ['duty-officer']

/** Which letters: some by their ids, or all open ones of a source with one reason. */
export type LetterChoice = { letters: readonly number[] } | { source: string; reason: string }

/** 更正: one letter with another content, under its own source and key. */
export interface CorrectLetter {
  verb: 'dead-letter-correct'
  letter: number
  /** The whole fact as JSON text. */
  content: string
}

/** 重放: letters again as they are, after the pack or a mapping was mended. */
export type ReplayLetters = { verb: 'dead-letter-replay' } & LetterChoice

/** 不再处理: nothing will come of these letters; `note` says why. */
export type DropLetters = { verb: 'dead-letter-drop'; note: string } & LetterChoice

export type LetterOrder = CorrectLetter | ReplayLetters | DropLetters

/** What came of one letter (处置结果): `blocked` = it cannot be replayed at all. */
export interface LetterResult {
  letter: number
  outcome: 'taken' | 'refused' | 'blocked' | 'dropped'
  /** Position of its fact in the log; null where there is none. */
  position: number | null
  reasons: LetterReason[]
}

/** What came of an order: how many of each, and the first 200 one by one. */
export interface LettersDone {
  taken: number
  refused: number
  blocked: number
  dropped: number
  results: LetterResult[]
}
