/** One thing found (搜索结果). */
export interface SearchHit {
  kind: 'region' | 'indicator' | 'theme' | 'department' | 'case'
  /** Region or case id as text; indicator, theme or department id. */
  id: string
  title: string
  /** Where it lies: 南通市 / 崇川区; theme of an indicator; type and stage of a case. */
  detail: string
  /** The themed map that shows it; null = none of its own. */
  theme: string | null
  /** Half-open stretches of `title` that matched, for the eye. */
  marks: readonly (readonly [number, number])[]
}

/** `search.query` (智能搜索), best first within each kind. */
export interface SearchAnswer {
  position: number
  hits: SearchHit[]
}
