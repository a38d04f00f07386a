import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { auditActionName } from '../../shared/audit/actions.ts'
import { caseVerbs } from '../../shared/cases/orders.ts'

const namesIn = (file: string, pattern: RegExp): string[] =>
  [...readFileSync(file, 'utf8').matchAll(pattern)].flatMap(([said]) =>
    [...said.matchAll(/'([a-z-]+)'/g)].map(([, name = '']) => name),
  )

test('whatever is audited has a name that an auditor reads', () => {
  const verbs = /verb:\s*'[a-z-]+'(?:\s*\|\s*'[a-z-]+')*/g
  const actions = [
    ...caseVerbs,
    ...namesIn('server/accounts/changes/change.ts', verbs),
    ...namesIn('server/commands/wall-order.ts', verbs),
    ...namesIn('server/api/audited-reads.ts', /action: '[a-z-]+'/g),
    ...namesIn('server/app/backups.ts', /saw\(who, '[a-z-]+'/g),
  ].filter((action) => action !== 'seen')
  expect(actions.length).toBeGreaterThan(50)
  expect(actions.filter((action) => auditActionName(action) === action)).toEqual([])
})
