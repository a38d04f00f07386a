/** What a reader found wrong in a file (读入问题); an `error` costs its row, a `warning` nothing. */
export interface SourceIssue {
  code: string
  severity: 'error' | 'warning'
  /** Line of the file, the header being 1; 0 = the file as a whole. */
  row: number
  column?: string
  context?: string
  /** The whole line, for the dead letter. */
  raw?: string
}
