import type { CityPack, LightRule, Region } from '../shared/city/pack.ts'

const region = (id: number, level: Region['level'], parentId: number | null): Region => ({
  id,
  code: `3206${String(id).padStart(2, '0')}`,
  name: `区域${id}`,
  level,
  kind: 'admin',
  parentId,
  lng: null,
  lat: null,
  validFrom: null,
  validTo: null,
  successorId: null,
})

const light = (
  order: number,
  light: LightRule['light'],
  trigger: string,
  operator: string,
  value: number,
  unit: string,
): LightRule => ({ order, light, name: light, trigger, operator, value, unit, colour: 'red' })

/** A city of one county with eight towns: enough for cases, without a catalogue. */
export function smallPack(changes: Partial<CityPack> = {}): CityPack {
  return {
    id: 'small',
    hash: 'small-1',
    code: '320600',
    name: '小城',
    title: '小城市域治理中心',
    zone: 'Asia/Shanghai',
    cityRegion: 1,
    boundaryNote: '',
    demo: true,
    levels: [
      { id: 'city', name: '市' },
      { id: 'district', name: '县' },
      { id: 'town', name: '镇' },
    ],
    regions: [
      region(1, 'city', null),
      region(2, 'district', 1),
      ...[3, 4, 5, 6, 7, 8, 9].map((id) => region(id, 'town', 2)),
    ],
    departments: [],
    feeds: [],
    caseSources: [{ key: 'hotline', name: '12345热线' }],
    categories: [],
    eventTypes: [],
    themes: [],
    measures: [],
    indicators: [],
    composites: [],
    targets: [],
    lights: [
      light(1, 'remind', 'remaining-share', '<=', 20, 'percent'),
      light(2, 'yellow-card', 'overdue', '>', 0, 'minute'),
      light(3, 'red-card', 'overdue', '>=', 5, 'work-day'),
      light(4, 'red-card', 'rework-count', '>=', 2, 'count'),
      light(5, 'red-card', 'repeat-count', '>=', 3, 'count'),
      light(6, 'supervision', 'red-card', '>=', 1, 'count'),
    ],
    stages: [],
    facilities: [],
    calendar: {
      hours: [
        [510, 720],
        [840, 1050],
      ],
      exceptions: new Map([['2026-10-01', 'holiday']]),
    },
    limits: {
      register: { amount: 30, unit: 'minute' },
      dispatch: { amount: 30, unit: 'minute' },
      verification: { amount: 1, unit: 'work-day' },
    },
    unknownType: '9999',
    ...changes,
  }
}
