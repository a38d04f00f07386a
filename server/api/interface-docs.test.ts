import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { expect, it } from 'vitest'
import { appRouter } from './router.ts'

// Without the examples: their fences are no names.
const docs = readFileSync('docs/api.md', 'utf8').replace(/^```[\s\S]*?^```$/gm, '')
const spans = (text: string): string[] =>
  [...text.matchAll(/`([^`\n]+)`/g)].map(([, said = '']) => said)
const unique = (names: Iterable<string>): string[] => [...new Set(names)].sort()

it('every procedure is in the tables of docs/api.md, and nothing there that is none', () => {
  const named = docs
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => spans(line.split('|')[1] ?? ''))
    .filter((name) => /^[a-z]\w*\.\w+$/.test(name))
  expect(unique(named)).toEqual(unique(Object.keys(appRouter._def.procedures)))
})

/** Something that can be asked for anything: routes are only put up here, never called. */
const anything: unknown = new Proxy(() => anything, {
  get: (_, key) => (key === Symbol.toPrimitive ? () => '' : anything),
  apply: () => anything,
})

async function routes(): Promise<string[]> {
  const found: string[] = []
  const app = Fastify()
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat())
      if (one !== 'HEAD' && one !== 'OPTIONS') found.push(`${one} ${url}`)
  })
  const folder = import.meta.dirname
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((name) => name.endsWith('-route.ts'))) {
    const module = (await import(join(folder, file))) as Record<string, unknown>
    const prefix = file.startsWith('open311') ? '/open311/v2' : ''
    for (const [name, put] of Object.entries(module))
      if (name.endsWith('Route'))
        await app.register(
          async (scope) =>
            (put as (...given: unknown[]) => void)(scope as FastifyInstance, anything, {}),
          { prefix },
        )
  }
  await app.close()
  return found.map((route) => route.replace(/:\w+/g, '{}'))
}

it('every route is in docs/api.md, and nothing there that is none', async () => {
  const put = (await routes()).map((route) => route.replace(/^\w+ (\/open311\/v2).*/, 'GET $1'))
  const named = spans(docs)
    .map((said) => /^(?:GET|POST|PUT|DELETE) \/[^\s?]*/.exec(said)?.[0])
    .filter((said): said is string => said !== undefined && !said.startsWith('GET /trpc/'))
    .map((said) => said.replace(/\{\w+\}/g, '{}'))
  expect(unique(named)).toEqual(unique(put))
})
