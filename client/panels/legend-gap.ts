import type { PanelFace } from './face.ts'

/** Regions without a class (无数据, 本期无事项 …) as the legend counts them. */
export interface LegendGap {
  face: PanelFace
  count: number
}
