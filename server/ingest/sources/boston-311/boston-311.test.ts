import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sourceFact } from '../../../../shared/events/source-fact.ts'
import { makeZone } from '../../../../shared/time/zone.ts'
import { badLines, bostonFile, bostonLines, inPieces } from '../../fixtures/boston-rows.ts'
import { mapBostonRow } from './map.ts'
import { bostonMapping } from './mapping.ts'
import { parseBoston } from './parse.ts'
import type { BostonBatch } from './parse.ts'

const zone = makeZone('America/New_York')
const pack = join(import.meta.dirname, '../../../../seed/boston/boston-311.json')
const mapping = bostonMapping.parse(JSON.parse(readFileSync(pack, 'utf8')))

async function parse(lines: readonly string[]) {
  const bytes = bostonFile(lines)
  const batches: BostonBatch[] = []
  for await (const batch of parseBoston(inPieces(bytes), bytes.length)) batches.push(batch)
  return {
    records: batches.flatMap((batch) => batch.records),
    issues: batches.flatMap((batch) => batch.issues),
  }
}
const { records } = await parse(bostonLines)
const rowOf = (id: number) => {
  const found = records.find(({ record }) => record.case_enquiry_id === String(id))
  if (found === undefined) throw new Error(`no row ${id}`)
  return mapBostonRow(found.record, mapping, zone)
}
const timeOf = (id: number, type: string) => {
  const fact = rowOf(id).facts.find((one) => one.type === type)
  return typeof fact?.occurredAt === 'number' ? new Date(fact.occurredAt).toISOString() : null
}
const notesOf = (id: number) => rowOf(id).notes.map(({ code, column }) => `${code} ${column}`)

describe('reading the file', () => {
  test('every good line is a request, and bad lines are named with row and column', async () => {
    const { records, issues } = await parse([
      ...bostonLines.slice(0, 2),
      ...badLines,
      ...bostonLines.slice(2),
    ])
    expect(records).toHaveLength(bostonLines.length)
    expect(issues.map(({ code, row, column }) => [code, row, column])).toEqual([
      ['column-count', 4, undefined],
      ['invalid-value', 5, 'open_dt'],
      ['invalid-value', 6, 'case_enquiry_id'],
      ['invalid-value', 7, 'latitude'],
    ])
  })
})

describe('a request as facts', () => {
  test('all facts are ones that a source may tell', () => {
    for (const { record } of records)
      for (const fact of mapBostonRow(record, mapping, zone).facts)
        expect(sourceFact.safeParse(fact).error).toBeUndefined()
  })

  test('opened is reported, accepted, registered and dispatched; closed is resolved and closed', () => {
    expect(rowOf(9001).facts.map(({ type }) => type)).toEqual([
      'case-reported',
      'case-accepted',
      'case-registered',
      'case-dispatched',
      'case-resolved',
      'case-closed',
    ])
    expect(rowOf(9003).facts).toHaveLength(4)
  })

  test('at one instant the keys are in the order of the steps', () => {
    const keys = rowOf(9004).facts.map(({ key }) => key)
    expect([...keys].sort()).toEqual(keys)
  })

  test('the city’s target is both deadlines; no target is no deadline', () => {
    const target = Date.parse('2011-07-03T08:00:00-04:00')
    expect(rowOf(9001).facts[3]).toMatchObject({
      disposalDeadline: target,
      closingDeadline: target,
    })
    expect(rowOf(9003).facts[3]).toMatchObject({ disposalDeadline: null, closingDeadline: null })
  })

  test('no neighbourhood is no region, and the placeholder coordinate is no point anywhere', () => {
    expect(rowOf(9005).facts[0]).toMatchObject({ region: null, point: null })
    expect(rowOf(9006).facts[0]).toMatchObject({ region: null, point: null })
    expect(rowOf(9007).facts[0]).toMatchObject({ region: null, point: [-71.071, 42.352] })
    expect(rowOf(9008).facts[0]).toMatchObject({ region: 'south-end', point: null })
    expect(rowOf(9026).facts[0]).toMatchObject({ region: 'dorchester', point: null })
    expect(notesOf(9005)).toEqual(['no-neighborhood neighborhood', 'placeholder-point latitude'])
  })

  test('an unknown neighbourhood stays as given, an unknown channel is another channel', () => {
    expect(rowOf(9020).facts[0]).toMatchObject({ region: 'Atlantis' })
    expect(rowOf(9021).facts[0]).toMatchObject({ source: 'other' })
    expect(notesOf(9021)).toEqual(['unknown-source source'])
  })
})

describe('the hour that comes twice', () => {
  test('is read as the earlier one', () => {
    expect(timeOf(9012, 'case-reported')).toBe('2011-11-06T05:10:00.000Z')
    expect(timeOf(9011, 'case-closed')).toBe('2011-11-06T05:30:00.000Z')
    expect(notesOf(9012)).toEqual(['ambiguous-time open_dt'])
  })

  test('is read as the later one where a request would close before it opened', () => {
    expect(timeOf(9013, 'case-reported')).toBe('2011-11-06T05:50:00.000Z')
    expect(timeOf(9013, 'case-closed')).toBe('2011-11-06T06:05:00.000Z')
  })

  test('is read as the city’s own verdict demands', () => {
    const target = Date.parse('2011-11-06T05:20:00Z')
    expect(rowOf(9014).facts[3]).toMatchObject({ closingDeadline: target })
    expect(timeOf(9014, 'case-closed')).toBe('2011-11-06T06:10:00.000Z')
  })
})

test('what cannot be is told as it stands, with a note', () => {
  expect(notesOf(9015)).toEqual(['closed-before-opened closed_dt'])
  expect(notesOf(9016)).toEqual(['target-before-opened target_dt'])
  expect(notesOf(9025)).toEqual(['reason-without-closing closure_reason'])
})
