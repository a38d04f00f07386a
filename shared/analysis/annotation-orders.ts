import { z } from 'zod'
import type { Role } from '../access/asker.ts'
import { annotationKinds } from './annotations.ts'
import { indicatorId, localDate } from './question.ts'

/** Who writes beside the figures (批注权限). */
export const mayAnnotate: readonly Role[] = ['analyst', 'duty-officer', 'leader']

/** 添加批注: local dates, half-open; `to` null = a single day; empty lists = all. */
export const annotationDraft = z.strictObject({
  kind: z.enum(annotationKinds),
  from: localDate,
  to: localDate.nullable(),
  title: z.string().trim().min(1, '请写标题').max(60),
  note: z.string().trim().max(500).default(''),
  scope: z.strictObject({
    regions: z.array(z.number().int().positive()).max(120),
    indicators: z.array(indicatorId).max(100),
    themes: z.array(z.string().min(1).max(80)).max(30),
  }),
  /** The sender's own key: the same order twice is one annotation. */
  key: z.string().min(8).max(80).optional(),
})
export type AnnotationDraft = z.infer<typeof annotationDraft>
