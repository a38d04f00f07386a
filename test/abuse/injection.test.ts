import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPerson } from '../../shared/access/asker.ts'
import { openAttachments } from '../../server/attachments/attachment-store.ts'
import { faultOf } from '../../server/api/trpc.ts'
import { appRouter } from '../../server/api/router.ts'
import type { Services } from '../../server/api/services.ts'
import { makeLiveFeed } from '../../server/live/live-feed.ts'
import { conductorOf } from '../../server/app/wall-parts.ts'
import { cityReference } from '../../server/queries/city-facts.ts'
import { healthOf } from '../../server/queries/health.ts'
import { search } from '../../server/queries/search/search.ts'
import { runJob } from '../../server/statistics/run-job.ts'
import { anAudit } from '../an-audit.ts'
import { accountCity } from '../account-city.ts'
import { makeTestCity, noon } from '../demo-city.ts'

let city: ReturnType<typeof makeTestCity>
const duty = () => demoPerson('duty-officer', city.pack.cityRegion)
const titlesOf = (text: string): string[] =>
  search(city.view, { text, limit: 50 }, duty()).hits.flatMap((hit) =>
    hit.kind === 'case' ? hit.title : [],
  )

const report = (number: string, title: string, more: object = {}) => ({
  ...{ type: 'case-reported', key: number, source: 'hotline', case: number, region: '320613008' },
  ...{ occurredAt: noon - 60_000, eventType: '0102', text: { title } },
  ...more,
})

/** Timers that never go off. */
const never = { after: () => ({ cancel: () => {} }) }

/** How many rows every table holds: a table that is gone or emptied shows. */
function rowCounts(): Record<string, number> {
  const { sqlite } = city.database
  const names = sqlite
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'")
    .pluck()
    .all()
  return Object.fromEntries(
    names.map((name) => [
      name,
      sqlite.prepare<[], number>(`SELECT count(*) FROM "${name}"`).pluck().get() ?? -1,
    ]),
  )
}

beforeAll(() => {
  city = makeTestCity()
  const sensitive = city.pack.eventTypes.find((type) => type.sensitive)?.code ?? ''
  city.take([
    report('H-0001', '文峰路路灯不亮'),
    report('H-0002', '菜场门前积水'),
    report('H-0003', '路灯下有人徘徊', { eventType: sensitive }),
  ])
})
afterAll(() => city.close())

const hostile = [
  ...[
    `'`,
    `''`,
    `"`,
    '`',
    ';',
    '--',
    '/*',
    '\0',
    '\\',
    '%',
    '_',
    '*',
    '^',
    '{',
    '}',
    '(',
    ')',
    ':',
  ],
  ...[
    `' OR 1=1 --`,
    `'; DROP TABLE case_state; --`,
    `" OR "1"="1`,
    `1) UNION SELECT key FROM meta --`,
  ],
  ...[
    '路灯" OR "积水',
    '路灯 OR 积水',
    '路灯 NOT 不亮',
    'NEAR(路灯 积水)',
    'case_title:积水',
    '{title} : 路',
    '^路灯',
  ],
  ...[
    '"路灯',
    '路灯*" OR *',
    'rowid:1',
    'AND',
    'OR',
    'NOT',
    'NEAR',
    'x" MATCH "y',
    '%00',
    '../../etc/passwd',
  ],
  ...[
    '$(id)',
    '{{7*7}}',
    '${7*7}',
    '<script>alert(1)</script>',
    '9'.repeat(40),
    '-1',
    'NaN',
    '1e999',
    '\u202e灯',
  ],
]

describe('search takes words as words', () => {
  it.each(hostile)(
    '%j is answered, finds no case that does not hold it, and leaves every table whole',
    (text) => {
      const before = rowCounts()
      const found = titlesOf(text)
      expect(rowCounts()).toEqual(before)
      // An operator would find the lamp for one half of the words or the water for the other.
      const words = text.match(/\p{Script=Han}+/gu) ?? []
      for (const title of found) for (const word of words) expect(title).toContain(word)
      if (words.length === 0) expect(found).toEqual([])
    },
  )

  it('finds what is asked for, so that the above says something', () => {
    expect(titlesOf('路灯')).toEqual(['文峰路路灯不亮'])
  })

  it('never shows the title of a sensitive case, whatever is written', () => {
    const pieces = fc.constantFrom(
      '路灯',
      '徘徊',
      '"',
      '*',
      ' OR ',
      ' NOT ',
      '(',
      ')',
      ':',
      '^',
      'title',
      '-',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (given) => {
        expect(titlesOf(given.join('').slice(0, 60))).not.toContain('路灯下有人徘徊')
      }),
      { numRuns: 300 },
    )
  })
})

describe('filters take words as words', () => {
  /** Every question that takes free words, and its fields that do. */
  const questions: [string, object, string[]][] = [
    ['case.queue', { region: 1, filter: 'all' }, ['text', 'cursor']],
    ['case.list', { region: 1, status: 'open' }, ['cursor', 'indicator']],
    ['search.query', {}, ['text']],
    ['deadLetter.list', {}, ['source', 'reason', 'cursor']],
    ['indicator.explain', { region: 1, window: { grain: 'day' } }, ['indicator']],
    [
      'indicator.observations',
      { region: 1, window: { grain: 'day' }, part: 'numerator' },
      ['indicator', 'cursor'],
    ],
    ['indicator.board', { region: 1, window: { grain: 'day' } }, ['theme', 'focus']],
    ['indicator.catalog', {}, ['theme']],
    ['measure.list', {}, ['indicator', 'feed']],
    ['facility.list', { region: 1 }, ['theme']],
    ['alert.list', { region: 1, state: 'all' }, ['theme']],
    [
      'score.cases',
      { region: 1, by: 'department', part: 'numerator', limit: 20 },
      ['key', 'rate', 'cursor'],
    ],
    [
      'handOff.cases',
      { region: 1, kind: 'channel', part: 'handed', limit: 20 },
      ['sender', 'receiver', 'cursor'],
    ],
    ['saved.get', {}, ['id']],
    ['report.get', {}, ['id']],
  ]
  const whole: Record<string, string> = {
    indicator: 'overview.accepted',
    theme: 'overview',
    part: 'numerator',
    key: '',
    rate: 'closed',
    sender: 'hotline',
    receiver: 'x',
    text: '灯',
    id: 'x',
  }

  it.each(
    questions.flatMap(([path, base, fields]) =>
      fields.map((field) => ({ path, base, field, fields })),
    ),
  )(
    '$path by $field: no answer is an unexpected error, and no table changes',
    async ({ path, base, field, fields }) => {
      const caller = appRouter.createCaller({ services: servicesOf(), asker: duty() })
      const [room = '', name = ''] = path.split('.')
      const ask = (
        caller as unknown as Record<string, Record<string, (input: object) => Promise<unknown>>>
      )[room]?.[name]
      if (!ask) throw new Error(`no ${path}`)
      const others = Object.fromEntries(
        fields.filter((one) => one !== field && one !== 'cursor').map((one) => [one, whole[one]]),
      )
      const before = rowCounts()
      const unexpected: string[] = []
      for (const words of [...hostile.slice(0, 6), ...hostile.slice(17, 24)]) {
        try {
          await ask({ ...base, ...others, [field]: words })
        } catch (error) {
          if (faultOf(error).code === 'unexpected') unexpected.push(`${words}: ${String(error)}`)
        }
      }
      expect(unexpected).toEqual([])
      expect(rowCounts()).toEqual(before)
    },
  )
})

describe('facts take only what a source may say', () => {
  it('position, time of recording, case id and author are ours (mass assignment)', () => {
    const [verdict] = city.take([
      report('H-0009', '多余字段', {
        ...{ position: 1, recordedAt: 1, caseId: 1, by: 'leader', stage: 'closed', open: 0 },
        ...{ roles: ['leader'], __proto__: { polluted: true } },
      }),
    ])
    expect(verdict?.verdict).toBe('accepted')
    expect(verdict?.position).toBeGreaterThan(1)
    city.take([report('H-0008', '没有多余字段')])
    const kept = (number: string) =>
      city.database.sqlite
        .prepare<[string], { case_id: number; stage: string; open: number; reported_at: number }>(
          'SELECT s.* FROM case_state s JOIN case_number n USING (case_id) WHERE n.number = ?',
        )
        .get(number)
    const { case_id, stage, open, reported_at } = kept('H-0009') ?? {}
    expect(case_id).not.toBe(1)
    expect(kept('H-0008')).toMatchObject({ stage, open, reported_at })
    const recorded = city.database.sqlite
      .prepare<[string], number>('SELECT recorded_at FROM log WHERE key = ?')
      .pluck()
      .get('H-0009')
    expect(recorded).toBe(noon)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('words in a title never change what is kept beside it', () => {
    const title = `'); DELETE FROM log; --`
    const before = rowCounts()
    city.take([report('H-0010', title)])
    expect(rowCounts().log).toBe((before.log ?? 0) + 1)
    expect(search(city.view, { text: 'H-0010' }, duty()).hits[0]).toMatchObject({ title })
  })
})

function servicesOf(): Services {
  return {
    view: city.view,
    feed: makeLiveFeed(city.view, never, { backfill: () => null, build: null }),
    walls: conductorOf(city.view, { after: () => ({ cancel: () => {} }) }, () => []),
    reference: cityReference(city.view, 'seed/nantong', true),
    take: async () => [],
    order: async () => ({ position: null }),
    askerOf: () => null,
    accounts: accountCity().accounts,
    attachments: openAttachments('', (name) => name),
    statistics: async (job) => runJob(job) as never,
    health: () => healthOf(city.view, true, null),
    ...anAudit(city.database),
  }
}
