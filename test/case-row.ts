import type { CaseRow } from '../shared/cases/rows.ts'

/** A case row, Ⅳ and open, reported at the epoch's first hour. */
export function aCaseRow(given: Partial<CaseRow> = {}): CaseRow {
  return {
    caseId: 1,
    source: 'grid',
    number: 'WG-1',
    title: '暴露垃圾',
    type: '0102',
    typeName: '暴露垃圾',
    category: '01',
    severity: 4,
    region: 21,
    regionName: '崇川区城东街道',
    point: [120.87, 32.01],
    department: 'sanitation',
    departmentName: '环卫处',
    stage: 'accepted',
    reportedAt: 3_600_000,
    deadline: null,
    closedAt: null,
    overdue: false,
    light: null,
    withheld: false,
    ...given,
  }
}
