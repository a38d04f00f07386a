import fc from 'fast-check'
import { afterEach, describe, expect, it, test } from 'vitest'
import { aCap, type CapSaid } from '../../test/builders/cap.ts'
import { nine, warningCity } from '../../test/warning-city.ts'
import { demoLeader } from '../../shared/access/asker.ts'
import { factKinds } from '../../shared/events/index.ts'
import { hourMs } from '../../shared/time/civil.ts'
import { appRouter } from '../api/router.ts'
import type { Services } from '../api/services.ts'
import { packBook } from '../log/pack-book.ts'
import { readingFor } from '../projections/reading-for.ts'
import { rebuild } from '../projections/rebuild.ts'

let city = warningCity()
afterEach(() => {
  city.close()
  city = warningCity()
})

const clockOf = (minutes: number) => `2026-11-23T08:${String(minutes).padStart(2, '0')}:00+08:00`
const nameAt = (n: number) => `qxj@example.cn,M${n},${clockOf(n)}`
/** Message `n`, sent `n` minutes after eight, naming earlier ones. */
const message = (n: number, msgType: string, references: number[], said: CapSaid = {}) =>
  aCap({
    ...{ identifier: `M${n}`, sent: clockOf(n), msgType },
    ...(references.length > 0 ? { references: references.map(nameAt).join(' ') } : {}),
    ...said,
  })
const standing = () =>
  city.list({ state: 'all' }).rows.map(({ identifier, state }) => `${identifier} ${state}`)

describe('what stands', () => {
  it('is the update, with the way it came', async () => {
    await city.take(message(1, 'Alert', []))
    await city.take(message(2, 'Update', [1], { info: { severity: 'Severe', headline: '橙色' } }))
    const [row, ...more] = city.list().rows
    expect(more).toEqual([])
    expect(row).toMatchObject({ identifier: 'M2', kind: 'updated', parts: [{ severity: 2 }] })
    expect(row?.steps.map(({ kind, severity, headline }) => [kind, severity, headline])).toEqual([
      ['issued', 3, '大雾黄色预警'],
      ['updated', 2, '橙色'],
    ])
    expect(standing()).toEqual(['M2 in-force', 'M1 replaced'])
  })

  it('is nothing after a cancel, whichever came first, also where only the update is named', async () => {
    await city.take(message(3, 'Cancel', [2], { info: null }))
    await city.take(message(2, 'Update', [1]))
    await city.take(message(1, 'Alert', []))
    expect(city.list().total).toBe(0)
    expect(standing()).toEqual(['M2 cancelled', 'M1 replaced', 'M3 not-live'])
  })

  it('does not heed a test that cancels', async () => {
    await city.take(message(1, 'Alert', []))
    await city.take(message(2, 'Cancel', [1], { status: 'Test', info: null }))
    expect(city.list().total).toBe(1)
  })

  it('ends by itself at the instant it said, and begins at the instant it said', async () => {
    const effective = '2026-11-23T10:00:00+08:00'
    await city.take(message(1, 'Alert', [], { info: { effective } }))
    const shown = (hours: number) => {
      city.clock.time = nine + hours * hourMs
      return city.list().total
    }
    expect([shown(0.99), shown(1), shown(6.99), shown(7)]).toEqual([0, 1, 1, 0])
    expect(standing()).toEqual(['M1 expired'])
  })

  it('is gravest first, the unknown last, and new before old', async () => {
    for (const [n, severity] of ['Unknown', 'Minor', 'Extreme', 'Minor'].entries())
      await city.take(message(n + 1, 'Alert', [], { info: { severity } }))
    expect(city.list().rows.map(({ identifier }) => identifier)).toEqual(['M3', 'M4', 'M2', 'M1'])
    expect(city.list({ limit: 1 })).toMatchObject({ total: 4, rows: [{ identifier: 'M3' }] })
  })

  it('is as it was known at a past position', async () => {
    const { position } = await city.take(message(1, 'Alert', []))
    await city.take(message(2, 'Cancel', [1], { info: null }))
    expect(city.list().total).toBe(0)
    expect(city.list({ at: position ?? 0 }).rows).toMatchObject([
      { identifier: 'M1', state: 'in-force', endedAt: null },
    ])
  })

  it('loses its words when they are erased, and nothing else', async () => {
    await city.take(message(1, 'Alert', []))
    city.database.sqlite.prepare('DELETE FROM fact_text').run()
    const [row] = city.list().rows
    expect(row?.parts[0]).toMatchObject({ event: '大雾', headline: null, description: null })
  })
})

/** A random handful of messages: each names some of those before it. */
const handful = fc
  .array(
    fc.record({
      msgType: fc.constantFrom('Alert', 'Update', 'Cancel'),
      status: fc.constantFrom('Actual', 'Actual', 'Actual', 'Test'),
      severity: fc.constantFrom('Extreme', 'Minor', 'Unknown'),
      names: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
    }),
    { minLength: 2, maxLength: 7 },
  )
  .map((messages) =>
    messages.map(({ msgType, status, severity, names }, i) => {
      const earlier = [...new Set(names.map((n) => 1 + (n % Math.max(1, i))))]
      const first = msgType === 'Alert' || i === 0
      return message(i + 1, first ? 'Alert' : msgType, first ? [] : earlier, {
        ...{ status, info: msgType === 'Cancel' && !first ? null : { severity } },
      })
    }),
  )
const order = fc.array(fc.nat(), { minLength: 7, maxLength: 7 })

test('the order and the number of times in which messages arrive mean nothing', async () => {
  await fc.assert(
    fc.asyncProperty(handful, order, async (messages, keys) => {
      const listed = async (arriving: readonly string[]) => {
        city.close()
        city = warningCity()
        for (const one of arriving) await city.take(one)
        const { rows } = city.list({ state: 'all' })
        return rows.map(({ warning: _, ...row }) => JSON.stringify(row)).sort()
      }
      const tidy = await listed(messages)
      const shuffled = messages
        .map((one, i) => [keys[i] ?? 0, one] as const)
        .sort(([a], [b]) => a - b)
        .map(([, one]) => one)
      expect(await listed([...shuffled, ...messages])).toEqual(tidy)
    }),
    { numRuns: 25 },
  )
})

test('a rebuild gives every message and reference row for row', async () => {
  await city.take(message(3, 'Cancel', [2], { info: null }))
  await city.take(message(2, 'Update', [1]))
  await city.take(message(1, 'Alert', []))
  const { sqlite } = city.database
  const rows = () => [
    sqlite.prepare('SELECT * FROM warning ORDER BY position').all(),
    sqlite.prepare('SELECT * FROM warning_reference ORDER BY position, ordinal').all(),
  ]
  const before = rows()
  const { readingOf, content } = packBook(sqlite, readingFor)
  expect(rebuild(sqlite, { readingOf, packContent: content }).differences).toEqual([])
  expect(rows()).toEqual(before)
  expect(before.map((table) => table.length)).toEqual([3, 2])
})

test('another’s region is not there', async () => {
  const services = { view: city.view } as unknown as Services
  const asker = { ...demoLeader(1), regions: [3] }
  const west = appRouter.createCaller({ services, asker })
  await expect(west.warning.list({ region: 2 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(west.warning.list({ region: 3 })).resolves.toMatchObject({ rows: [], total: 0 })
})

test.each(['warning-issued', 'warning-updated', 'warning-cancelled'] as const)(
  'the example of %s parses for ever',
  (type) => {
    const kind = factKinds[type]
    expect(kind.body.parse(kind.example)).toEqual(kind.example)
  },
)
