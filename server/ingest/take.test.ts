import { describe, expect, test } from 'vitest'
import { factKinds, isFactType } from '../../shared/events/index.ts'
import { hotlineKey, morning, received, smallIngest, system } from './fixtures/small-city.ts'

const of = (type: string, more: Record<string, unknown> = {}) => ({
  type,
  key: `k-${type}`,
  source: 'hotline',
  case: 'A1',
  occurredAt: morning,
  ...more,
})
const reported = (more: Record<string, unknown> = {}) =>
  of('case-reported', { eventType: '0102', region: '320613', ...more })
const dispatched = (more: Record<string, unknown> = {}) =>
  of('case-dispatched', { department: '环卫', ...more })
const codes = (verdicts: readonly { reasons: { code: string }[] }[]) =>
  verdicts.map(({ reasons }) => reasons.map(({ code }) => code))
const at = (iso: string): number => Date.parse(iso)

describe('taking facts in', () => {
  test('a bad fact is refused with field and remedy and never stops the good ones', () => {
    const { ingest, letters, events } = smallIngest()
    const verdicts = ingest.takeNow(
      system,
      [
        reported(),
        null,
        { ...reported(), type: 'case-imagined' },
        reported({ key: undefined }),
        reported({ occurredAt: '昨天' }),
        of('case-closed'),
      ],
      received,
    )
    expect(verdicts.map((v) => v.verdict)).toEqual([
      'accepted',
      'rejected',
      'rejected',
      'rejected',
      'rejected',
      'accepted',
    ])
    expect(codes(verdicts)).toEqual([
      [],
      ['not-object'],
      ['unknown-type'],
      ['missing-field'],
      ['invalid-field'],
      [],
    ])
    expect(verdicts[4]?.reasons[0]?.message).toContain('ISO 8601')
    expect(events()).toHaveLength(2)
    expect(letters).toHaveLength(4)
  })

  test('every body that ingest makes is one that the log’s own schema accepts', () => {
    const { ingest, events } = smallIngest()
    const reasoned = [
      'extension-refused',
      'declined',
      'reworked',
      'returned',
      'suspended',
      'cancelled',
      'reopened',
    ]
    const facts = [
      reported({ severity: 2, repeat: 3, point: [120.8, 32], text: { title: '垃圾' } }),
      ...[
        'accepted',
        'registered',
        'handling-started',
        'resolved',
        'verified',
        'closed',
        'resumed',
      ].map((name) => of(`case-${name}`)),
      ...reasoned.map((name) => of(`case-${name}`, { reason: '现场复核' })),
      dispatched(),
      of('case-signed', { department: 'sanitation' }),
      of('case-rated', { rating: 'satisfied' }),
      of('case-extended', { disposalDeadline: '2026-03-09T09:00:00+08:00' }),
      of('case-extension-requested', {
        disposalDeadline: '2026-03-09T09:00:00+08:00',
        reason: '待图纸',
      }),
      of('case-merged', { into: 'A0' }),
      of('case-supervised', { owner: '分管领导', due: morning }),
      of('case-supervision-closed', { note: '到位' }),
      of('case-handed-over', { from: 'grid', to: 'hotline' }),
      of('case-retyped', { eventType: '0103' }),
      of('case-relocated', { region: '320612' }),
    ]
    const verdicts = ingest.takeNow(system, facts, received)
    expect(verdicts.filter((v) => v.verdict !== 'accepted')).toEqual([])
    for (const { type, body } of events()) {
      expect(isFactType(type) && factKinds[type].body.safeParse(body).error).toBeUndefined()
    }
  })

  test('the facts of one case become one entry, and the answers keep the order of the facts', () => {
    const { ingest, entries } = smallIngest()
    const verdicts = ingest.takeNow(
      system,
      [reported(), reported({ case: 'B2', key: 'b' }), of('case-accepted')],
      received,
    )
    expect(entries.map(({ stream, events }) => [stream, events.length])).toEqual([
      [{ kind: 'case', source: 'hotline', number: 'A1' }, 2],
      [{ kind: 'case', source: 'hotline', number: 'B2' }, 1],
    ])
    expect(verdicts.map(({ index, key }) => [index, key])).toEqual([
      [0, 'k-case-reported'],
      [1, 'b'],
      [2, 'k-case-accepted'],
    ])
    expect(verdicts.map(({ position }) => position)).toEqual([1, 3, 2])
  })

  test('the same fact twice is a duplicate, the same key with other content a refusal', async () => {
    const { ingest, letters } = smallIngest()
    const [first] = await ingest.take(system, [reported()], received)
    const [again] = await ingest.take(system, [reported()], received)
    const [other] = await ingest.take(system, [reported({ severity: 1 })], received)
    expect(again).toMatchObject({ verdict: 'duplicate', position: first?.position })
    expect(other).toMatchObject({ verdict: 'conflict', position: first?.position })
    expect(other?.reasons[0]?.code).toBe('conflict')
    expect(letters).toHaveLength(1)
  })

  test('a key speaks only for its own sources, and nobody for a source the city has not', () => {
    const { ingest } = smallIngest()
    const facts = [reported(), reported({ source: 'grid' }), reported({ source: 'scheduler' })]
    expect(codes(ingest.takeNow(hotlineKey, facts, received))).toEqual([
      [],
      ['forbidden'],
      ['unknown-source'],
    ])
  })
})

describe('times', () => {
  test('what has not happened yet is refused; ten minutes of a fast clock are forgiven', () => {
    const { ingest } = smallIngest()
    const minutes = (n: number) => reported({ key: `k${n}`, occurredAt: received + n * 60_000 })
    expect(codes(ingest.takeNow(system, [minutes(10), minutes(11)], received))).toEqual([
      [],
      ['in-future'],
    ])
  })

  test('years outside 2000–2100 are refused', () => {
    const { ingest } = smallIngest()
    const facts = [reported({ occurredAt: '1999-12-31T00:00:00Z' }), reported({ occurredAt: 1e9 })]
    expect(codes(ingest.takeNow(system, facts, received)).flat()).toEqual([
      'out-of-range',
      'out-of-range',
    ])
  })

  test('published before it happened is published when it happened, with a note', () => {
    const { ingest, events } = smallIngest()
    const [verdict] = ingest.takeNow(system, [reported({ publishedAt: morning - 1 })], received)
    expect(verdict).toMatchObject({ verdict: 'accepted' })
    expect(verdict?.reasons[0]?.code).toBe('published-before-occurred')
    expect(events()[0]?.publishedAt).toBe(morning)
  })
})

describe('places, types and departments', () => {
  test('a code counts only while it is valid; what is unknown is kept as given', () => {
    const { ingest, events } = smallIngest()
    const old = at('2020-05-01T09:00:00+08:00')
    const verdicts = ingest.takeNow(
      system,
      [
        reported({ key: '1', case: '1', region: '320611', occurredAt: old }),
        reported({ key: '2', case: '2', region: '320611' }),
        reported({ key: '3', case: '3', region: '港闸路8号 13800138000' }),
        reported({ key: '4', case: '4', region: null }),
      ],
      received,
    )
    expect(codes(verdicts)).toEqual([
      [],
      ['region-not-valid-then'],
      ['unknown-region', 'masked'],
      [],
    ])
    expect(events().map(({ body }) => body)).toMatchObject([
      { region: 3 },
      { region: null, regionGiven: '320611' },
      { region: null, regionGiven: '港闸路8号 [电话]' },
      { region: null },
    ])
  })

  test('an unknown event type is kept in the source’s words under the unknown type', () => {
    const { ingest, events } = smallIngest()
    const [verdict] = ingest.takeNow(system, [reported({ eventType: '飞碟' })], received)
    expect(verdict?.reasons[0]?.code).toBe('unknown-event-type')
    expect(events()[0]?.body).toMatchObject({ type: '9999', typeGiven: '飞碟', severity: 4 })
  })

  test('a department is found by id, name or alias; another is kept as given', () => {
    const { ingest, events } = smallIngest()
    const given = ['sanitation', '环卫处', '环卫', '某局']
    const facts = given.map((department) => dispatched({ department, key: department }))
    ingest.takeNow(system, [reported(), ...facts], received)
    expect(
      events()
        .slice(1)
        .map(({ body }) => (body as { department: string }).department),
    ).toEqual(['sanitation', 'sanitation', 'sanitation', '某局'])
  })

  test('severity is the type’s own unless the source says another', () => {
    const { ingest, events } = smallIngest()
    ingest.takeNow(system, [reported(), reported({ key: '2', severity: 1 })], received)
    expect(events().map(({ body }) => (body as { severity: number }).severity)).toEqual([3, 1])
  })
})

describe('deadlines', () => {
  const bodyOf = (...facts: unknown[]) => {
    const { ingest, events } = smallIngest({
      typesOfCase: (_, n) => (n === 'KNOWN' ? [{ at: 0, type: '0103', how: 'reported' }] : []),
    })
    ingest.takeNow(system, facts, received)
    return events().at(-1)?.body
  }
  const fourWorkHours = at('2026-03-03T15:00:00+08:00')
  const verified = at('2026-03-04T15:00:00+08:00')

  test('registration and dispatch run by the pack’s limits', () => {
    expect(bodyOf(of('case-accepted'))).toEqual({ registerDeadline: morning + 1_800_000 })
    expect(bodyOf(of('case-registered'))).toEqual({ dispatchDeadline: morning + 1_800_000 })
  })

  test('dispatch takes the limit of the case’s type, and closing a working day for verification', () => {
    expect(bodyOf(reported(), dispatched())).toEqual({
      department: 'sanitation',
      limit: { amount: 4, unit: 'work-hour' },
      disposalDeadline: fourWorkHours,
      closingDeadline: verified,
      byType: '0102',
    })
  })

  test('the type may come later in the batch, from an earlier batch, or from a retyping', () => {
    const twoDays = { limit: { amount: 2, unit: 'work-day' } }
    expect(bodyOf(dispatched({ case: 'KNOWN' }))).toMatchObject(twoDays)
    expect(
      bodyOf(reported(), of('case-retyped', { eventType: '0103' }), dispatched()),
    ).toMatchObject(twoDays)
  })

  test('a case nobody reported yet is clocked by its type once that is told, with a note', () => {
    const { ingest } = smallIngest()
    const [verdict] = ingest.takeNow(system, [dispatched()], received)
    expect(verdict?.reasons[0]?.code).toBe('case-not-yet-reported')
    expect(bodyOf(dispatched())).toMatchObject({ limit: null, byType: true })
  })

  test('a source’s own deadlines stand: closing as given, or after verification, or none at all', () => {
    const own = at('2026-03-05T10:00:00+08:00')
    expect(
      bodyOf(reported(), dispatched({ disposalDeadline: own, closingDeadline: own })),
    ).toMatchObject({ disposalDeadline: own, closingDeadline: own })
    expect(bodyOf(reported(), dispatched({ disposalDeadline: own }))).toMatchObject({
      disposalDeadline: own,
      closingDeadline: at('2026-03-06T10:00:00+08:00'),
    })
    expect(
      bodyOf(reported(), dispatched({ disposalDeadline: null, closingDeadline: null })),
    ).toMatchObject({ disposalDeadline: null, closingDeadline: null })
  })

  test('an extension without a closing deadline gets the working day after it', () => {
    expect(bodyOf(of('case-extended', { disposalDeadline: fourWorkHours }))).toEqual({
      disposalDeadline: fourWorkHours,
      closingDeadline: verified,
    })
  })
})

describe('feeds', () => {
  const day = (more: Record<string, unknown> = {}) => ({
    type: 'observations-reported',
    key: 'o1',
    source: 'sanitation-day',
    occurredAt: morning,
    feed: 'sanitation-day',
    grain: 'day',
    from: '2026-03-02T00:00:00+08:00',
    to: '2026-03-03T00:00:00+08:00',
    regions: ['320613', '320612'],
    values: { 'waste.tons': [10, null] },
    ...more,
  })

  test('the known part of a report is kept and the unknown named', () => {
    const { ingest, events } = smallIngest()
    const fact = day({
      regions: ['320613', '999999', '320612'],
      values: {
        'waste.tons': [1, 2, 3],
        'waste.gold': [1, 2, 3],
        'hotline.calls': [1, 2, 3],
        'waste.trucks': [1],
      },
    })
    const verdicts = ingest.takeNow(system, [fact], received)
    expect(codes(verdicts)).toEqual([
      ['unknown-region', 'unknown-measure', 'measure-of-other-feed', 'uneven-values'],
    ])
    expect(events()[0]?.body).toMatchObject({ regions: [2, 4], values: { 'waste.tons': [1, 3] } })
  })

  test('a report of which nothing is known, of no feed of ours, or not by local days is refused', () => {
    const { ingest } = smallIngest()
    const facts = [
      day({ regions: ['999999'] }),
      day({ feed: 'astrology', source: 'astrology' }),
      day({ from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z' }),
      day({ to: '2026-03-02T00:00:00+08:00' }),
      day({ source: 'hotline' }),
    ]
    expect(codes(ingest.takeNow(system, facts, received))).toEqual([
      ['unknown-region', 'nothing-known'],
      ['unknown-feed'],
      ['not-a-period'],
      ['empty-period'],
      ['unknown-source'],
    ])
  })

  test('coverage is taken from the feed’s own sources, and never for the future', () => {
    const { ingest } = smallIngest()
    const covered = (until: number) => ({
      type: 'coverage-reported',
      key: `c${until}`,
      source: 'hotline',
      occurredAt: morning,
      feed: 'hotline-cases',
      from: morning - 60_000,
      until,
    })
    const facts = [covered(morning), covered(received + 3_600_000)]
    expect(codes(ingest.takeNow(hotlineKey, facts, received))).toEqual([[], ['in-future']])
  })
})

describe('what is never stored', () => {
  test('numbers of persons are masked in every free text and counted', () => {
    const { ingest, events } = smallIngest()
    const verdicts = ingest.takeNow(
      system,
      [
        reported({ text: { title: '苏F·12345 占道', description: '联系 13800138000 或 a@b.cn' } }),
        of('case-returned', { reason: '住户 13800138000 不在' }),
      ],
      received,
    )
    expect(events()[0]?.text).toEqual({
      title: '[车牌] 占道',
      description: '联系 [电话] 或 [邮箱]',
    })
    expect(events()[1]?.body).toEqual({ reason: '住户 [电话] 不在' })
    expect(verdicts[0]?.reasons[0]?.message).toContain('邮箱 1 处、电话 1 处、车牌 1 处')
  })

  test('a dead letter holds neither forbidden fields nor numbers', () => {
    const { ingest, letters } = smallIngest()
    const fact = {
      ...reported({ eventType: undefined }),
      姓名: '张三',
      caller_phone: '13800138000',
    }
    ingest.takeNow(system, [{ ...fact, text: { title: '找 13912345678' } }], received)
    expect(letters[0]?.raw).not.toMatch(/张三|138|139/)
    expect(letters[0]).toMatchObject({
      source: 'hotline',
      reason: 'missing-field',
      receivedAt: received,
    })
  })
})
