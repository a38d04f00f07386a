import { createHash } from 'node:crypto'

/** The hash of a table (数据指纹): SHA-256 over its rows as text, in order; hex. */
export function rowHash() {
  const hash = createHash('sha256')
  let rows = 0
  return {
    add(texts: readonly string[]): void {
      rows += 1
      hash.update(`${texts.join('\u001f')}\n`)
    },
    get rows(): number {
      return rows
    },
    done: (): string => hash.digest('hex'),
  }
}
