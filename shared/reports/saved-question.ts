import { z } from 'zod'
import type { Role } from '../access/asker.ts'
import { analysisQuestion, type AnalysisQuestion } from '../analysis/question.ts'

/** Who may keep questions and reports (保存权限). */
export const mayKeep: readonly Role[] = ['analyst', 'duty-officer', 'leader']

/** Who finds a saved question (可见): 仅本人, or 范围内 = whoever sees all of its regions. */
export const visibilities = ['own', 'scope'] as const
export type Visibility = (typeof visibilities)[number]
export const visibilityName: Record<Visibility, string> = { own: '仅本人', scope: '范围内共享' }

/** What a kept thing is called by; made by the server. */
export const keptId = z.string().regex(/^(question|report)-[0-9a-f]{12}$/)
/** The sender's own key: the same order twice is one. */
export const orderKey = z.string().min(8).max(80).optional()

/** 保存问题; with `id` the one that stands is replaced. */
export const savedQuestionDraft = z.strictObject({
  id: keptId.optional(),
  name: z.string().trim().min(1, '请写名称').max(60),
  question: analysisQuestion,
  visibility: z.enum(visibilities),
  key: orderKey,
})
export type SavedQuestionDraft = z.input<typeof savedQuestionDraft>

/** A saved question (已存问题); its address is `/analysis` with `toQuery(question)`. */
export interface SavedQuestion {
  id: string
  name: string
  question: AnalysisQuestion
  visibility: Visibility
  by: string
  byName: string
  savedAt: number
  /** Whether the asker may replace or remove it. */
  own: boolean
}

/** `saved.list`: by name. */
export interface SavedList {
  position: number
  rows: SavedQuestion[]
}
