import type { LetterAnswer, LetterList, LetterRow } from '../shared/dead-letters/answers.ts'
import type { LetterResult, LettersDone } from '../shared/dead-letters/orders.ts'
import type { ImportReport, PreviewAnswer } from '../shared/imports/answers.ts'
import { workOrderMapping } from '../shared/imports/mapping.ts'

/** A hotline's table of three rows with a column of telephones, guessed for the most part. */
export function aPreview(given: Partial<PreviewAnswer> = {}): PreviewAnswer {
  const column = (
    index: number,
    header: string,
    samples: string[],
    dropped: string | null = null,
  ) => ({
    ...{ index, header, samples, dropped },
  })
  const mapping = workOrderMapping.parse({
    ...{ name: '热线月表', source: 'grid' },
    columns: { number: '工单号', occurredAt: '来电时间', title: '诉求标题', region: '属地' },
  })
  const { number, title, region } = mapping.columns
  return {
    ...{ upload: 'u1', file: '热线.csv', bytes: 2_048, expiresAt: 1_800_000 },
    sheets: [
      {
        ...{ name: '热线', headerRow: 1, rows: 3 },
        columns: [
          column(0, '工单号', ['R-1', 'R-2']),
          column(1, '来电时间', ['2026/6/1 8:00']),
          column(2, '诉求标题', ['路灯不亮']),
          column(3, '属地', ['崇川区', '崇川']),
          column(4, '联系电话', [], '列名像电话，不读也不存'),
          column(5, '事项', ['路灯']),
        ],
      },
    ],
    suggestion: { ...mapping, columns: { number, title, region } },
    saved: [],
    ...given,
  }
}

/** What an import of that table did: two rows taken, one refused. */
export function anImportReport(given: Partial<ImportReport> = {}): ImportReport {
  return {
    ...{ file: '热线.csv', mapping: '热线月表', dryRun: false, rows: 3, taken: 2, rejected: 1 },
    ...{ cases: 2, facts: 4, accepted: 4, duplicate: 0, conflict: 0, counts: { 'bad-time': 1 } },
    issues: [
      {
        ...{ code: 'bad-time', severity: 'error', row: 4, field: 'occurredAt', header: '来电时间' },
        ...{ found: '昨天', message: '不是能认的时间；请写成 2026-06-01 08:00' },
      },
    ],
    ...{ leftOut: 0, dropped: [{ index: 4, header: '联系电话', why: '列名像电话' }] },
    regionsUnmatched: [{ given: '崇川', rows: 1, near: ['崇川区'] }],
    ...{
      typesUnmatched: [],
      departmentsUnmatched: [],
      wordsUnmatched: [],
      masked: { 电话: 1 },
      position: 120,
    },
    ...given,
  }
}

const lostReport = {
  ...{ type: 'case-reported', key: 'r-1', source: 'grid', case: 'A1' },
  ...{ occurredAt: '昨天', eventType: '0102', region: '2', text: { title: '暴露垃圾' } },
}

export function aLetterRow(given: Partial<LetterRow> = {}): LetterRow {
  return {
    ...{ id: 1, receivedAt: 0, source: 'grid', sourceName: '网格', reason: 'invalid-field' },
    detail: 'occurredAt 不合要求：应为带时区的时间；请改正后用同一 key 重报。',
    ...{ state: 'open', type: 'case-reported', key: 'r-1', number: 'A1', obstacle: null, tries: 0 },
    ...given,
  }
}

export function aLetter(given: Partial<LetterAnswer> = {}): LetterAnswer {
  return {
    ...{ row: aLetterRow(), raw: JSON.stringify(lostReport), steps: [], taken: null },
    ...{ sources: [{ key: 'grid', name: '网格' }], now: 0 },
    ...given,
  }
}

export function aLetterList(given: Partial<LetterList> = {}): LetterList {
  return {
    rows: [aLetterRow()],
    ...{ total: 1, cursor: null, gone: [], most: 5_000, now: 0 },
    groups: [
      {
        ...{ source: 'grid', sourceName: '网格', reason: 'invalid-field' },
        ...{ open: 1, taken: 0, dropped: 0 },
      },
    ],
    ...given,
  }
}

/** One letter done, taken at position 120 unless said otherwise. */
export function lettersDone(given: Partial<LetterResult> = {}): LettersDone {
  const result: LetterResult = { letter: 1, outcome: 'taken', position: 120, reasons: [], ...given }
  const none = { taken: 0, refused: 0, blocked: 0, dropped: 0 }
  return { ...none, [result.outcome]: 1, results: [result] }
}
