import { demoRoles, roleName, type DemoRole } from '../shared/access/asker.ts'
import type { EventTypeFacts } from '../shared/city/event-types.ts'
import type { SessionAnswer, WhoAnswer } from '../shared/access/session-answers.ts'
import type { ParcelAnswer, ParcelStep } from '../shared/cases/parcel-answers.ts'
import { parcelStepName } from '../shared/cases/parcel-answers.ts'
import type { ProposalAnswer, QueueAnswer, QueueRow } from '../shared/cases/queue-answers.ts'
import { aCaseRow } from './case-row.ts'

const hour = 3_600_000
const sanitation = { id: 'sanitation', name: '环卫处' }

/** Whom the demo lets one be; the leader unless said otherwise. */
export function aWho(role: DemoRole = 'leader', department?: string): WhoAnswer {
  return {
    ...{ id: `demo-${role}`, name: `演示${roleName[role]}`, roles: [role], regions: [1] },
    kind: 'person',
    account: null,
    roleName: roleName[role],
    departments: department === undefined ? [] : [{ id: department, name: sanitation.name }],
    choices: demoRoles.map((one) => ({
      role: one,
      name: roleName[one],
      departments: one === 'department-handler' ? [sanitation] : null,
    })),
  }
}

/** What `session.who` says of them in demo mode. */
export const aSession = (asker: WhoAnswer | null = aWho()): SessionAnswer => ({
  ...{ asker, demo: true, setup: false },
})

/** A case waiting for its dispatch, two working hours left. */
export function aQueueRow(given: Partial<QueueRow> = {}): QueueRow {
  return {
    ...aCaseRow({ stage: 'registered', department: null, departmentName: null }),
    ...{
      position: 100,
      clock: 'dispatch',
      works: true,
      dueAt: 2 * hour,
      remainingWorkMinutes: 120,
    },
    ...{ remainingMinutes: 120, extension: null, supervision: null },
    may: ['case-merge', 'case-retype', 'case-relocate', 'case-dispatch', 'case-cancel'],
    ...given,
  }
}

export function aQueue(given: Partial<QueueAnswer> = {}): QueueAnswer {
  return {
    rows: [aQueueRow()],
    counts: { intake: 0, dispatch: 1, mine: 1, verify: 0, supervised: 0, extension: 0, all: 1 },
    ...{ late: 0, soon: 1, total: 1, cursor: null, position: 100, now: 0 },
    ...given,
  }
}

export function aProposal(given: Partial<ProposalAnswer> = {}): ProposalAnswer {
  return {
    ...{ caseId: 1, department: sanitation, candidates: [{ ...sanitation, why: 'lead' }] },
    ...{ limit: { amount: 4, unit: 'work-hour' }, limitWords: '4 工作时', signHours: 2 },
    ...{ disposalDeadline: 4 * hour, closingDeadline: 28 * hour, position: 100, now: 0 },
    ...given,
  }
}

/** Two types of one category. */
export const someEventTypes = (): EventTypeFacts[] => [
  { code: '0102', category: '01', name: '暴露垃圾', severity: 4, leadName: sanitation.name },
  { code: '0103', category: '01', name: '积存渣土', severity: 4, leadName: sanitation.name },
]

const duty = { kind: 'role', id: 'duty-officer', name: '值班长' } as const

function aStep(key: ParcelStep['key'], given: Partial<ParcelStep>): ParcelStep {
  return {
    ...{ key, name: parcelStepName[key], state: 'ahead', from: null, doneAt: null, post: null },
    ...{ clock: null, parts: [] },
    ...given,
  }
}

/** A case that was reported and taken, and waits for its dispatch. */
export function aParcel(given: Partial<ParcelAnswer> = {}): ParcelAnswer {
  const grid = { kind: 'source', id: 'grid', name: '网格' } as const
  const report = {
    type: 'case-reported',
    name: '上报',
    at: 0,
    post: grid,
    position: 1,
    clock: null,
  }
  const ran = { usedMinutes: 20, limitMinutes: 30, works: true, deadline: 2 * hour, late: false }
  return {
    row: aQueueRow(),
    ...{ description: '垃圾未清运', typeName: '暴露垃圾', sourceName: '网格' },
    steps: [
      aStep('place', { state: 'done', from: 0, doneAt: 0, post: grid, parts: [report] }),
      aStep('take', {
        ...{ state: 'done', from: 0, doneAt: hour, post: duty, clock: ran },
      }),
      aStep('send', {
        state: 'current',
        from: hour,
        post: duty,
        clock: { ...ran, usedMinutes: 10 },
      }),
      aStep('check', {}),
      aStep('rate', {}),
    ],
    ...{
      lights: [],
      supervision: null,
      extension: null,
      extensions: [],
      rating: null,
      handOffs: [],
    },
    ...{ linked: [], history: [], may: aQueueRow().may, position: 100, now: 0 },
    ...given,
  }
}
