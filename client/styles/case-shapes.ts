/** Outlines of the six category shapes in a 24 × 24 box, optically equal: legend, list and map share them. */
export const caseShapes = {
  circle: 'M12 3a9 9 0 1 1 0 18a9 9 0 1 1 0-18Z',
  square: 'M4.2 4.2h15.6v15.6H4.2Z',
  triangle: 'M12 2.6 22 20.4H2Z',
  diamond: 'M12 1.6 22.4 12 12 22.4 1.6 12Z',
  hexagon: 'M7 3.4h10L22 12l-5 8.6H7L2 12Z',
  cross: 'M8.6 2.6h6.8v6h6v6.8h-6v6H8.6v-6h-6V8.6h6Z',
} as const
export type CaseShape = keyof typeof caseShapes
