import type { CaseRow, LiveFrame } from '../shared/cases/rows.ts'
import type { BoardAnswer } from '../shared/indicators/answers.ts'
import type {
  BoardQuestion,
  City,
  CityApi,
  FeedEvents,
  RegionNode,
} from '../client/api/city-api.ts'

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

export function aFrame(given: Partial<LiveFrame> = {}): LiveFrame {
  const feeds = { online: 62, expected: 65 }
  return { position: 100, now: 0, cases: [], feeds, backfill: null, ...given }
}

export function aBoard(asked: Partial<BoardQuestion> = {}, now = 0): BoardAnswer {
  return {
    position: asked.at ?? 100,
    now,
    region: asked.region ?? 1,
    theme: asked.theme ?? 'overview',
    window: { from: 0, to: 1, label: '今日', partial: true },
    tiles: [],
    focus: asked.focus ?? 'overview.close_ontime_rate',
    children: [],
    grandchildren: [],
  }
}

const region = (id: number, name: string, parentId: number | null, level: RegionNode['level']) => ({
  ...{ id, name, parentId, level, code: String(id) },
  ...{ kind: 'admin' as const, lng: 120.9, lat: 32 },
})
const city: City = {
  id: 'nantong',
  code: '320600',
  name: '南通市',
  title: '南通市域治理现代化指挥中心',
  zone: 'Asia/Shanghai',
  demo: true,
  boundaryNote: '示意边界 · 非法定界线',
  hasBoundaries: false,
  cityRegion: 1,
  levels: [
    { id: 'city', name: '市' },
    { id: 'district', name: '县(市、区)' },
    { id: 'town', name: '乡镇(街道)' },
  ],
  categories: [{ code: '01', name: '市容环境', shape: 'circle', hollow: false }],
  caseSources: [],
  art: null,
}
const theme = (id: string, order: number) => ({
  ...{ id, order, name: id, shortName: id, field: id },
  ...{ defaultIndicator: `${id}.first`, leadName: '' },
})

export interface FakeCityApi extends CityApi {
  /** Every call, in order. */
  calls: { name: string; input: unknown }[]
  /** The feeds opened, oldest first. */
  feeds: { region: number; from: string | null; events: FeedEvents; open: boolean }[]
}

/** A city that answers at once with little; any method can be replaced. */
export function aCityApi(replaced: Partial<CityApi> = {}): FakeCityApi {
  const calls: FakeCityApi['calls'] = []
  const feeds: FakeCityApi['feeds'] = []
  const answers: CityApi = {
    city: async () => city,
    regions: async () => [
      region(1, '南通市', null, 'city'),
      region(2, '崇川区', 1, 'district'),
      region(21, '城东街道', 2, 'town'),
      region(3, '通州区', 1, 'district'),
    ],
    boundaries: async () => null,
    themes: async () => [theme('peace', 2), theme('overview', 1)],
    board: async (question) => aBoard(question),
    cases: async ({ at }) => ({ rows: [aCaseRow()], total: 1, position: at ?? 100 }),
    caseRow: async (caseId) => aCaseRow({ caseId }),
    rhythm: async (_region, at) => ({ slots: [], dayStart: 0, now: 0, position: at ?? 100 }),
    feed: (opened) => (from, events) => {
      const feed = { region: opened, from, events, open: true }
      feeds.push(feed)
      return () => {
        feed.open = false
      }
    },
    ...replaced,
  }
  const recorded = (name: keyof CityApi) => (input: never, second: never) => {
    calls.push({ name, input })
    return (answers[name] as (a: never, b: never) => unknown)(input, second)
  }
  const names = Object.keys(answers) as (keyof CityApi)[]
  const api = Object.fromEntries(names.map((name) => [name, recorded(name)]))
  return { ...(api as unknown as CityApi), calls, feeds }
}
