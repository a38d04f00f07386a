import type {
  CityPack,
  EventType,
  Feed,
  LevelId,
  Limit,
  Measure,
  Region,
  Rhythm,
} from '../shared/city/pack.ts'
import { hourMs } from '../shared/time/civil.ts'
import { smallPack } from './small-pack.ts'

/** A small city that reports: two districts, three sources, four types, feeds and measures. */
export function tinyCity(change: Partial<CityPack> = {}): CityPack {
  return smallPack({
    id: 'tiny',
    hash: 'tiny',
    levels: [
      { id: 'city', name: '市' },
      { id: 'district', name: '区' },
      { id: 'community', name: '社区' },
    ],
    regions: [
      region(1, 'city', null),
      region(2, 'district', 1),
      region(3, 'district', 1),
      ...[4, 5, 6].map((id) => region(id, 'community', 2)),
      ...[7, 8].map((id) => region(id, 'community', 3)),
    ],
    departments: ['sanitation', 'water', 'police'].map((id) => ({
      id,
      name: id,
      kind: '部门',
      field: '城市运行',
      aliases: [],
    })),
    feeds: [
      feed('cases', 'realtime', 5 * 60_000, ['hotline', 'city-management']),
      feed('sensors', 'realtime', 5 * 60_000, ['iot']),
      feed('calls', 'realtime', 5 * 60_000),
      feed('alerts', 'on-event', 5 * 60_000),
      feed('daily', 'day', 12 * hourMs),
      feed('monthly', 'month', 120 * hourMs),
    ],
    caseSources: ['hotline', 'city-management', 'iot'].map((key) => ({ key, name: key })),
    categories: [{ code: '01', name: '市容', shape: 'circle', hollow: false }],
    eventTypes: [
      eventType('0102', '暴露垃圾', 4, { amount: 4, unit: 'work-hour' }, 0.6, 'heat'),
      eventType('0110', '道路破损', 4, { amount: 3, unit: 'work-day' }, 0.3, 'rain'),
      eventType('0606', '道路积水', 3, { amount: 4, unit: 'natural-hour' }, 0.098, 'rain'),
      eventType('0603', '燃气管道破裂', 2, { amount: 12, unit: 'natural-hour' }, 0.002, 'none'),
    ],
    themes: [],
    measures: [
      measure('case.reported', 300, { origin: 'cases', feed: null, caseCount: 'reported' }),
      measure('calls.in', 400, { feed: 'calls', seasonality: 'both' }),
      measure('calls.answered', 390, { feed: 'calls', partOf: 'calls.in', ...shares(97, 90, 100) }),
      measure('points.due', 80, { feed: 'daily', seasonality: 'week' }),
      measure('points.done', 76, { feed: 'daily', partOf: 'points.due', ...shares(95, 85, 100) }),
      measure('lamps', 900, { feed: 'monthly', kind: 'stock', typicalPer: 'instant' }),
      measure('lamps.lit', 880, {
        feed: 'monthly',
        kind: 'stock',
        typicalPer: 'instant',
        partOf: 'lamps',
        ...shares(98, 92, 100),
      }),
      measure('alerts.active', 0.4, {
        feed: 'alerts',
        kind: 'balance',
        aggregation: 'reported-per-level',
        finestLevel: 'district',
      }),
    ],
    lights: [],
    ...change,
  })
}

const shares = (shareTypical: number, shareLow: number, shareHigh: number) => ({
  shareTypical,
  shareLow,
  shareHigh,
})

function region(id: number, level: LevelId, parentId: number | null): Region {
  return {
    id,
    code: `R${id}`,
    name: `${'东西南北中上下左右'[id] ?? ''}园社区`,
    level,
    kind: 'admin',
    parentId,
    lng: 120 + id / 100,
    lat: 32,
    validFrom: null,
    validTo: null,
    successorId: null,
  }
}

function feed(id: string, rhythm: Rhythm, due: number, caseSources: string[] = []): Feed {
  return {
    id,
    department: 'water',
    name: id,
    rhythm,
    due,
    staleAfter: due * 6,
    caseSources,
    delivers: '',
  }
}

function eventType(
  code: string,
  name: string,
  severity: EventType['severity'],
  disposal: Limit,
  weight: number,
  weather: string,
): EventType {
  return {
    code,
    category: '01',
    name,
    lead: 'sanitation',
    assistants: ['water'],
    severity,
    sensitive: false,
    signHours: 1,
    disposal,
    themes: [],
    weight,
    season: 'none',
    weather,
    source: '',
    sourceNote: '',
  }
}

function measure(id: string, typicalCity: number, more: Partial<Measure>): Measure {
  return {
    id,
    name: id,
    kind: 'flow',
    origin: 'reported',
    feed: null,
    caseCount: null,
    caseSources: [],
    caseCategories: [],
    caseTypes: [],
    caseSeverities: [],
    unit: '件',
    aggregation: 'sum',
    finestLevel: 'community',
    sensitive: false,
    typicalCity,
    typicalPer: 'day',
    districtLow: 0,
    districtHigh: typicalCity,
    partOf: null,
    shareTypical: null,
    shareLow: null,
    shareHigh: null,
    seasonality: 'none',
    ...more,
  }
}
