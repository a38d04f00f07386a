import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Which build of the client (客户端版本) lies in a folder, as its page says; null = none, or not said. */
export function clientBuildOf(folder: string): string | null {
  const page = join(folder, 'index.html')
  if (!existsSync(page)) return null
  return /name="shiyu-build" content="(\w+)"/.exec(readFileSync(page, 'utf8'))?.[1] ?? null
}
