import { annotationKindName, type AskedAnnotation } from '../../../shared/analysis/annotations.ts'
import type { ClockTexts } from './cell-text.ts'

/** What the columns of 批注 are called. */
export const annotationColumns = ['类别', '起', '止（不含）', '标题', '说明', '来源', '记录时间']

/** Annotations as files list them. */
export const annotationLines = (
  annotations: readonly AskedAnnotation[],
  clock: ClockTexts,
): string[][] =>
  annotations.map((one) => [
    annotationKindName[one.kind],
    one.from,
    one.to ?? '',
    one.title,
    one.note,
    one.by === null ? '城市包' : '人员',
    clock.instant(one.recordedAt),
  ])
