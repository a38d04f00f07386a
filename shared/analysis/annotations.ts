import type { RegionId } from '../city/pack.ts'

/** Kinds of annotation (批注): 政策, 节庆, 天气, 口径, 其他. */
export const annotationKinds = ['policy', 'festival', 'weather', 'definition', 'other'] as const
export type AnnotationKind = (typeof annotationKinds)[number]
export const annotationKindName: Record<AnnotationKind, string> = {
  policy: '政策',
  festival: '节庆',
  weather: '天气',
  definition: '口径',
  other: '其他',
}

/** What an annotation concerns (范围); an empty list = all. Indicators and themes add to each other. */
export interface AnnotationScope {
  /** These regions and everything inside them. */
  regions: RegionId[]
  indicators: string[]
  themes: string[]
}

/** Something that happened, told beside the figures it may explain (批注). */
export interface Annotation {
  /** The fact's own id; pack-made definition changes begin with `definition:`. */
  id: string
  kind: AnnotationKind
  /** Local dates, half-open; `to` null = a single day. */
  from: string
  to: string | null
  /** The same in UTC ms, half-open; a single day is that day. */
  start: number
  end: number
  title: string
  note: string
  scope: AnnotationScope
  /** Who wrote it; null for what the city pack says by itself. */
  by: string | null
  /** When it was recorded, UTC ms. */
  recordedAt: number
  /** False for what the pack says by itself, and for whoever may not. */
  mayWithdraw: boolean
}

/** An annotation in an answer, with what of the question it concerns. */
export interface AskedAnnotation extends Annotation {
  concerns: { regions: RegionId[]; indicators: string[] }
}
