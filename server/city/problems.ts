import { DomainError } from '../../shared/errors.ts'

/** One thing wrong with a pack (城市包), so that a person can find the cell and knows what to write. */
export interface PackProblem {
  file: string
  /** Line of the file, the header being 1; 0 = the file as a whole. */
  row: number
  /** Column, or the path inside a JSON file; '' = the whole row. */
  column: string
  found: string
  /** What should stand there, in Chinese. */
  expected: string
}

const shown = 100

/** 城市包有误: every problem of the pack at once; `message` is a printable list in Chinese. */
export class CityPackError extends DomainError {
  readonly problems: readonly PackProblem[]

  constructor(pack: string, problems: readonly PackProblem[]) {
    super({ code: 'pack-invalid', params: { pack, problems: problems.length } })
    this.name = 'CityPackError'
    this.problems = problems
    const lines = problems.slice(0, shown).map((problem) => `  ${sentence(problem)}`)
    if (problems.length > shown) lines.push(`  …… 另有 ${problems.length - shown} 处`)
    this.message = [`城市包 ${pack} 有 ${problems.length} 处错误：`, ...lines].join('\n')
  }
}

/** One problem as a line of Chinese: file, row, column, what stands there, what should. */
export function sentence({ file, row, column, found, expected }: PackProblem): string {
  const place = [file, row > 0 ? `第 ${row} 行` : '', column === '' ? '' : `「${column}」`]
  const what = found === '' ? '' : `现为“${found}”，`
  return `${place.filter(Boolean).join(' ')}：${what}${expected}`
}
