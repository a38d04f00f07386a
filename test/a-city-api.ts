import type { LiveFrame } from '../shared/cases/rows.ts'
import type { BoardAnswer, IndicatorMeta, IndicatorValue } from '../shared/indicators/answers.ts'
import type { CaseDetail, CaseStep } from '../shared/cases/detail.ts'
import { aCaseRow } from './case-row.ts'
import {
  aParcel,
  aProposal,
  aQueue,
  aQueueRow,
  aSession,
  aWho,
  someEventTypes,
} from './case-work.ts'
import { someAccounts } from './some-accounts.ts'
import { someAnalysis } from './some-analysis.ts'
import { someReports } from './some-reports.ts'
import { someWall } from './some-wall.ts'
import { aLetter, aLetterList, aPreview, anImportReport, lettersDone } from './intake-work.ts'
import type { PeersAnswer } from '../shared/indicators/peers-answer.ts'
import type { FeedHealthAnswer, FeedStanding } from '../shared/feeds/answers.ts'
import type { HandOffRates } from '../shared/cases/hand-off-answers.ts'
import type { ScoreCell, ScoreTable } from '../shared/scores/answers.ts'
import type { ChangeAnswer } from '../shared/indicators/change-answer.ts'
import type { ExplainAnswer } from '../shared/indicators/explain-answer.ts'
import type { SeriesAnswer, SeriesPoint } from '../shared/indicators/series-answer.ts'
import type {
  BoardQuestion,
  ChangeQuestion,
  City,
  CityApi,
  FigureQuestion,
  FeedEvents,
  PeersQuestion,
  RegionNode,
  ScoreQuestion,
  SeriesQuestion,
} from '../client/api/city-api.ts'

export { aCaseRow }

export function aFrame(given: Partial<LiveFrame> = {}): LiveFrame {
  const feeds = { online: 62, expected: 65 }
  return {
    ...{ position: 100, since: 0, now: 0, cases: [], more: false, build: null },
    ...{ feeds, backfill: null, warnings: 0, ...given },
  }
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

const day = { from: 0, to: 86_400_000, label: '今日', partial: true }

/** An on-time rate of 96 % over one day, 24 of 25. */
export function anIndicatorValue(given: Partial<IndicatorValue> = {}): IndicatorValue {
  return {
    indicator: 'overview.close_ontime_rate',
    region: 1,
    value: 96,
    numerator: 24,
    denominator: 25,
    absence: null,
    window: day,
    previous: 95,
    lastYear: 94,
    status: 'normal',
    statusReason: null,
    asOf: day.to,
    completeness: 1,
    stale: false,
    department: 'command-centre',
    definitionVersion: 1,
    position: 100,
    ...given,
  }
}

export function anIndicatorMeta(given: Partial<IndicatorMeta> = {}): IndicatorMeta {
  return {
    id: 'overview.close_ontime_rate',
    theme: 'overview',
    name: '按期结案率',
    unit: '%',
    decimals: 1,
    direction: 'up',
    formula: 'ratio',
    caseCount: null,
    period: 'day',
    live: true,
    finestLevel: 'community',
    department: 'command-centre',
    departmentName: '指挥中心',
    definition: '应结案件中按期结案的占比。',
    definitionVersion: 1,
    sensitive: false,
    yellowLine: 95,
    redLine: 90,
    alarmSide: 'low',
    classes: { method: 'natural', breaks: [] },
    ...given,
  }
}

export function aSeriesPoint(given: Partial<SeriesPoint> = {}): SeriesPoint {
  return {
    ...{ from: 0, to: 86_400_000, label: '1月1日', value: 96, numerator: 24, denominator: 25 },
    ...{ absence: null, status: 'normal', asOf: 86_400_000, completeness: 1, stale: false },
    ...{ partial: false, lastYear: 94 },
    ...given,
  }
}

/** One point for each indicator and region asked. */
export function aSeries(asked: Partial<SeriesQuestion> = {}): SeriesAnswer {
  const { indicators = ['overview.close_ontime_rate'], regions = [1] } = asked
  return {
    position: asked.at ?? 100,
    now: 0,
    grain: asked.grain ?? 'day',
    series: indicators.flatMap((indicator) =>
      regions.map((of) => ({
        ...{ indicator, region: of, definitionVersion: 1, points: [aSeriesPoint()] },
        ...{ yellowLine: 95, redLine: 90, control: null, shortHistory: false },
      })),
    ),
  }
}

export function anExplanation(asked: Partial<FigureQuestion> = {}): ExplainAnswer {
  const id = asked.indicator ?? 'overview.close_ontime_rate'
  const part = (measure: string, name: string, value: number) => ({
    ...{ measure, name, value, sign: 1 as const, unit: '件', window: day },
    ...{ kind: 'flow' as const, origin: 'cases' as const },
  })
  return {
    value: anIndicatorValue({ indicator: id, region: asked.region ?? 1 }),
    meta: anIndicatorMeta({ id }),
    formulaWords: '按期结案数 ÷ 应结案数 × 100',
    scale: 100,
    numerator: [part('case.closed_ontime', '按期结案数', 24)],
    denominator: [part('case.close_due', '应结案数', 25)],
    components: [],
    feeds: [],
    covered: 1,
    expected: 1,
    statusRule: '',
    source: '我方默认',
    rows: { numerator: 'cases', denominator: 'cases' },
  }
}

/** One rate of a district among two. */
export function somePeers(asked: Partial<PeersQuestion> = {}): PeersAnswer {
  const figure = (region: number, value: number) => ({
    ...{ region, value, numerator: value, denominator: 100, absence: null, interval: null },
    ...{ status: 'normal' as const, stale: false, completeness: 1 },
  })
  const region = asked.region ?? 2
  return {
    position: asked.at ?? 100,
    now: 0,
    region,
    theme: asked.theme ?? 'overview',
    group: region === 1 ? 'children' : 'siblings',
    rows: [
      {
        ...{ indicator: 'overview.close_ontime_rate', own: figure(region, 96) },
        ...{ peers: [figure(2, 96), figure(3, 94)], median: 95, city: 95 },
        ...{ target: 95, targetKind: 'line' as const },
      },
    ],
    caseload: [],
  }
}

export function aCaseStep(given: Partial<CaseStep> = {}): CaseStep {
  return {
    ...{ type: 'case-reported', occurredAt: 0, publishedAt: 0, source: 'grid', position: 1 },
    ...{ departmentName: null, deadline: null, clock: null, light: null, rating: null },
    ...{ owner: null, reason: null },
    ...given,
  }
}

export function aCaseDetail(given: Partial<CaseDetail> = {}): CaseDetail {
  return { row: aCaseRow(), steps: [aCaseStep()], position: 100, ...given }
}

export function aChange(asked: Partial<ChangeQuestion> = {}): ChangeAnswer {
  return {
    position: asked.at ?? 100,
    indicator: asked.indicator ?? 'overview.close_ontime_rate',
    ...{ unit: '%', decimals: 1, by: asked.by ?? 'region', window: day, base: day },
    ...{ before: 95, after: 96, change: 1, unavailable: null },
    parts: [
      {
        ...{ key: '2', name: '崇川区', before: 95, after: 96 },
        ...{ rateEffect: 0.75, mixEffect: 0.25, effect: 1 },
      },
    ],
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
  caseSources: [{ key: 'iot', name: '物联告警' }],
  departments: [{ id: 'sanitation', name: '环卫处' }],
  art: null,
}
const theme = (id: string, order: number) => ({
  ...{ id, order, name: id, shortName: id, field: id },
  ...{ defaultIndicator: `${id}.first`, leadName: '' },
})

export function aFeedStanding(given: Partial<FeedStanding> = {}): FeedStanding {
  return {
    ...{ feed: 'grid-cases', name: '全要素网格事件接口', delivers: '网格事件' },
    ...{ department: 'political-legal', departmentName: '市委政法委', rhythm: 'realtime' },
    ...{ state: 'on-time', online: true, coveredThrough: 0, dueAt: 3_600_000 },
    ...{ staleAfter: 3_600_000, covered: 10, expected: 10, gaps: [], indicators: 3 },
    ...given,
  }
}

export function aFeedHealth(feeds = [aFeedStanding()]): FeedHealthAnswer {
  const online = feeds.filter((f) => f.online).length
  return { position: 100, now: 0, from: 0, online, expected: feeds.length, feeds }
}

export function aScoreCell(given: Partial<ScoreCell> = {}): ScoreCell {
  return {
    ...{ indicator: 'overview.close_ontime_rate', value: 96, numerator: 96, denominator: 100 },
    ...{ interval: [90.2, 98.4], status: 'normal', previous: 95, places: [1, 2] },
    trend: [null, 94, 95, 96],
    ...given,
  }
}

export function aScoreTable(asked: Partial<ScoreQuestion> = {}): ScoreTable {
  const by = asked.by ?? 'department'
  const row = (key: string, name: string, value: number): ScoreTable['rows'][number] => ({
    ...{ key, name, region: by === 'region' ? Number(key) : null },
    ...{ group: by === 'region' ? '区' : '100–999 件' },
    cells: [aScoreCell({ value, numerator: value })],
  })
  return {
    ...{ position: asked.at ?? 100, now: 0, region: asked.region ?? 1, by },
    window: {
      from: 86_400_000,
      to: 172_800_000,
      label: '2026年11月',
      partial: true,
      grain: 'month',
    },
    indicators: [
      {
        ...{ id: 'overview.close_ontime_rate', name: '按期结案率', unit: '%', decimals: 1 },
        ...{ direction: 'up', yellowLine: 95, redLine: 85 },
        ...{ numeratorName: '按期结案', denominatorName: '应结案', missedName: '未按期结案' },
      },
    ],
    periods: ['8月', '9月', '10月', '11月'],
    total: [aScoreCell()],
    groups: [{ name: by === 'region' ? '区' : '100–999 件', medians: [96], ranked: [2] }],
    rows:
      by === 'region'
        ? [row('2', '崇川区', 97), row('3', '通州区', 95)]
        : [row('sanitation', '环卫处', 97), row('housing', '住建局', 95)],
  }
}

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
    themeHealth: async (of, at) => ({ position: at ?? 100, now: 0, region: of, themes: [] }),
    board: async (question) => aBoard(question),
    cases: async ({ at }) => ({
      rows: [aCaseRow()],
      total: 1,
      cursor: null,
      position: at ?? 100,
    }),
    series: async (question) => aSeries(question),
    explain: async (question) => anExplanation(question),
    observations: async ({ at }) => ({
      ...{ position: at ?? 100, total: null, rows: [], cursor: null },
    }),
    change: async (question) => aChange(question),
    peers: async (question) => somePeers(question),
    caseRow: async (caseId) => aCaseRow({ caseId }),
    caseDetail: async (caseId) => aCaseDetail({ row: aCaseRow({ caseId }) }),
    alerts: async ({ at }) => ({ position: at ?? 100, now: 0, rows: [], total: 0 }),
    acknowledge: async () => {},
    warnings: async ({ at }) => ({ position: at ?? 100, now: 0, rows: [], total: 0 }),
    rhythm: async (_region, at) => ({ slots: [], dayStart: 0, now: 0, position: at ?? 100 }),
    feedHealth: async ({ at }) => ({ ...aFeedHealth(), position: at ?? 100 }),
    scores: async (question) => aScoreTable(question),
    facilities: async () => ({
      demo: true,
      kinds: [],
      points: { kind: [], lng: [], lat: [], region: [] },
      thinned: false,
    }),
    search: async () => ({ position: 100, hits: [] }),
    scoreCases: async ({ at }) => ({
      ...{ rows: [aCaseRow()], hidden: 0, total: 1, cursor: null, position: at ?? 100 },
    }),
    handOffs: async ({ region, at }) => aHandOffTable(region, at),
    handOffCases: async ({ at }) => ({
      ...{ rows: [aCaseRow()], hidden: 0, total: 1, cursor: null, position: at ?? 100 },
    }),
    who: async () => aSession(),
    clock: () => () => {},
    chooseRole: async ({ role, department }) => aWho(role, department),
    caseOrder: async ({ expected }) => ({ position: expected + 1 }),
    caseQueue: async ({ at }) => aQueue({ position: at ?? 100 }),
    caseParcel: async (caseId, at) => aParcel({ row: aQueueRow({ caseId }), position: at ?? 100 }),
    caseProposal: async (caseId) => aProposal({ caseId }),
    caseDuplicates: async () => ({ rows: [], position: 100 }),
    eventTypes: async () => someEventTypes(),
    keepFile: async (file) => ({
      ...{ hash: 'a'.repeat(64), name: file.name, type: 'image/jpeg', bytes: file.size },
    }),
    previewImport: async (file) => aPreview({ file: file.name }),
    dryRunImport: async () => anImportReport({ dryRun: true, position: null }),
    runImport: async () => anImportReport(),
    importMappings: async () => [],
    rejectedRows: (upload) => `/api/v1/imports/${upload}/rejected.csv`,
    ...someAccounts(),
    ...someAnalysis(),
    ...someReports(),
    ...someWall,
    letters: async () => aLetterList(),
    letter: async (id) => aLetter({ row: { ...aLetter().row, id } }),
    correctLetter: async (letter) => lettersDone({ letter }),
    replayLetters: async () => lettersDone(),
    dropLetters: async () => lettersDone({ outcome: 'dropped', position: null }),
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

/** 110 and 12345 with each other, and one department. */
export const aHandOffTable = (region: number, at: number | null): HandOffRates => ({
  ...{ position: at ?? 100, now: 0, region },
  window: { from: 0, to: 1, label: '2026年6月', partial: true, grain: 'month' },
  rows: [
    {
      sender: { id: 'police-110', name: '110分流' },
      receiver: { id: 'hotline', name: '12345热线' },
      ...{ kind: 'channel', handed: 20, ended: 19, misrouted: 1, late: 2 },
      ...{ limitWords: '30 分钟', misroutedPercent: 5, latePercent: 10, meanMinutes: 12.4 },
    },
    {
      sender: { id: 'hotline', name: '12345热线' },
      receiver: { id: 'sanitation', name: '环卫处' },
      ...{ kind: 'department', handed: 50, ended: 50, misrouted: 2, late: 0 },
      ...{ limitWords: '2 工作时', misroutedPercent: 4, latePercent: 0, meanMinutes: 30 },
    },
  ],
})
