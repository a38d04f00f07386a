import type { AnalysisQuestion } from '../analysis/question.ts'
import type { RegionId } from '../city/pack.ts'
import type { Paper, Production, ReportContent, ReportTemplate } from './report.ts'

/** Which number a piece of text is (口径所指): tapped, it opens that definition. */
export interface FigureOf {
  /** The catalogue's indicator; null for a rate or a count that it doesn't define. */
  indicator: string | null
  name: string
  region: RegionId
  /** UTC ms, half-open. */
  from: number
  to: number
  value: number | null
  /** What answered it: `indicator.series`, `score.table`, `alert.list`, `indicator.change`. */
  source: 'series' | 'score' | 'alerts' | 'change'
}

/** A piece of a sentence or a cell; with `figure` it is a number. */
export interface Span {
  text: string
  figure?: FigureOf
}

export interface ReportColumn {
  name: string
  align: 'left' | 'right'
}

/** A part of a filled report (版面): a drawn one is a question, asked as of the document's position. */
export type ReportPart =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'words'; spans: Span[] }
  | { kind: 'table'; caption: string; columns: ReportColumn[]; rows: Span[][] }
  | { kind: 'question'; caption: string; question: AnalysisQuestion & { at: number } }

/** A filled report (成文): for the screen and for the file alike. */
export interface ReportDocument {
  title: string
  /** Who publishes it: the city's title. */
  issuer: string
  period: { key: string; label: string; from: number; to: number }
  template: ReportTemplate
  paper: Paper
  position: number
  now: number
  /** 演示数据: none of it is real. */
  demo: boolean
  parts: ReportPart[]
}

/** `report.get`: what is kept, filled, with its files. */
export interface ReportAnswer {
  report: ReportContent & { id: string; byName: string; savedAt: number; own: boolean }
  document: ReportDocument
  files: Production[]
}
