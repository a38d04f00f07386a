import type { InjectionKey } from 'vue'
import type { CaseRow, LiveFrame, RhythmSlot } from '../../shared/cases/rows.ts'
import type { Category, CaseSource, LevelId, RegionId } from '../../shared/city/pack.ts'
import type { AlertList } from '../../shared/alerts/rows.ts'
import type { WarningList } from '../../shared/warnings/rows.ts'
import type { BoardAnswer } from '../../shared/indicators/answers.ts'
import type { Attachment } from '../../shared/cases/attachment.ts'
import type { CaseDetail } from '../../shared/cases/detail.ts'
import type { CaseOrder } from '../../shared/cases/orders.ts'
import type { ParcelAnswer } from '../../shared/cases/parcel-answers.ts'
import type {
  DuplicatesAnswer,
  ProposalAnswer,
  QueueAnswer,
  QueueQuestion,
} from '../../shared/cases/queue-answers.ts'
import type { DemoRole } from '../../shared/access/asker.ts'
import type { SessionAnswer, WhoAnswer } from '../../shared/access/session-answers.ts'
import type { LetterAnswer, LetterList, LetterState } from '../../shared/dead-letters/answers.ts'
import type { LetterChoice, LettersDone } from '../../shared/dead-letters/orders.ts'
import type { AccountsApi } from './accounts-api.ts'
import type { AnalysisApi } from './analysis-api.ts'
import type { ClockSaid } from './clock-said.ts'
import type { ImportsApi } from './imports-api.ts'
import type { KeepingApi } from './keeping-api.ts'
import type { ReportsApi } from './reports-api.ts'
import type { WallApi } from './wall-api.ts'
import type { PeersAnswer } from '../../shared/indicators/peers-answer.ts'
import type { FeedHealthAnswer } from '../../shared/feeds/answers.ts'
import type { ChangeAnswer } from '../../shared/indicators/change-answer.ts'
import type { ExplainAnswer, ObservationsAnswer } from '../../shared/indicators/explain-answer.ts'
import type { SeriesAnswer } from '../../shared/indicators/series-answer.ts'
import type { ThemeHealthAnswer } from '../../shared/indicators/theme-answer.ts'
import type { FacilityAnswer } from '../../shared/facilities/answers.ts'
import type { EventTypeFacts } from '../../shared/city/event-types.ts'
import type { SearchAnswer } from '../../shared/search/answers.ts'
import type {
  HandOffCases,
  HandOffPart,
  HandOffRates,
  HandOffRow,
} from '../../shared/cases/hand-off-answers.ts'
import type { ScoreBy, ScoreCases, ScoreGrain, ScoreTable } from '../../shared/scores/answers.ts'
import type { Grain } from '../../shared/time/period.ts'
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'

/** The city as every screen needs it first. */
export interface City {
  id: string
  code: string
  name: string
  title: string
  zone: string
  demo: boolean
  boundaryNote: string
  hasBoundaries: boolean
  cityRegion: RegionId
  levels: readonly { id: LevelId; name: string }[]
  categories: readonly Category[]
  caseSources: readonly CaseSource[]
  departments: readonly { id: string; name: string }[]
  /** Where the drawn map lies; null = the pack has none. */
  art: { base: string; manifest: unknown } | null
}

export interface RegionNode {
  id: RegionId
  code: string
  name: string
  level: LevelId
  kind: 'admin' | 'functional'
  parentId: RegionId | null
  lng: number | null
  lat: number | null
}

export interface ThemeItem {
  id: string
  name: string
  shortName: string
  field: string
  order: number
  defaultIndicator: string
  leadName: string
}

export interface BoundaryProperties {
  id: RegionId
  code: string
  name: string
  parentId: RegionId | null
}
export type BoundaryFeatures = FeatureCollection<Polygon | MultiPolygon, BoundaryProperties>

export interface BoardQuestion {
  region: RegionId
  theme: string
  focus: string | null
  /** Log position; null = now. */
  at: number | null
  /** A past period instead of today; left out or null = today. */
  period?: AskedPeriod | null
}

/** The calendar period that holds an instant, UTC ms. */
export interface AskedPeriod {
  grain: Grain
  at: number
}

/** A window as a screen asks for it: a half-open span, or the period that holds `at` (now when left out). */
export type AskedWindow = { from: number; to: number } | { grain: Grain; at?: number }

/** Numerator (分子) or denominator (分母) of a figure. */
export type FigurePart = 'numerator' | 'denominator'
/** Also what the denominator counts and the numerator does not (未达标). */
export type CasePart = FigurePart | 'gap'

/** Open cases of a region; with `indicator` and `part` exactly those that its figure counts. */
export interface CaseQuestion {
  region: RegionId
  order: 'urgent' | 'newest'
  limit: number
  at: number | null
  indicator?: string
  part?: CasePart
  /** Only with `indicator`; left out = today, like the wall. */
  window?: AskedWindow
  /** From the page before. */
  cursor?: string
}

/** Alerts (预警) inside a region; `theme` null = of all themes. */
export interface AlertQuestion {
  region: RegionId
  theme?: string | null
  state: 'open' | 'all'
  /** Most rows answered; left out = 200. `total` counts them all. */
  limit?: number
  at: number | null
}

export interface CaseList {
  rows: CaseRow[]
  /** What the listed cases add up to for the indicator; null for plain lists. */
  total: number | null
  /** Of this page, the sensitive cases that count and are not shown. */
  withheld?: number
  /** Asks for the next page; null at the end. */
  cursor: string | null
  position: number
}

/** Indicators of regions over time (趋势); a grain finer than an indicator's own answers in its own. */
export interface SeriesQuestion {
  indicators: readonly string[]
  regions: readonly RegionId[]
  from: number
  to: number
  grain: Grain
  at: number | null
}

/** One figure; a window left out is today, like on the wall. */
export interface FigureQuestion {
  indicator: string
  region: RegionId
  window?: AskedWindow
  at: number | null
}

export interface ObservationsQuestion extends FigureQuestion {
  part: FigurePart
  cursor: string | null
}

/** Why a figure changed; a `base` left out is the period before the window. */
export interface ChangeQuestion extends FigureQuestion {
  window: AskedWindow
  base?: AskedWindow
  by: 'region' | 'type' | 'department'
}

/** A theme's indicators of a region beside its siblings. */
export interface PeersQuestion {
  region: RegionId
  theme: string
  /** Left out = today, like the board. */
  window?: AskedWindow
  at: number | null
}

export interface Rhythm {
  slots: RhythmSlot[]
  dayStart: number
  now: number
  position: number
}

/** Departments or sub-regions by the case rates (行政问效); a window left out is the running month. */
export interface ScoreQuestion {
  region: RegionId
  by: ScoreBy
  window?: { grain: ScoreGrain; at?: number }
  at: number | null
}

/** The cases behind one cell of that table; `missed` are in the denominator and not in the numerator. */
export type HandOffQuestion = Omit<ScoreQuestion, 'by'>
export interface HandOffCasesQuestion extends HandOffQuestion {
  sender: string
  receiver: string
  kind: HandOffRow['kind']
  part: HandOffPart
  limit: number
  cursor: string | null
}

export interface ScoreCasesQuestion extends ScoreQuestion {
  key: string
  rate: string
  part: FigurePart | 'missed'
  limit: number
  cursor: string | null
}

/** One try at the live feed. Events may come in any number until the returned function is called. */
export interface FeedEvents<F = LiveFrame> {
  connected(): void
  connecting(): void
  frame(id: string, frame: F): void
  failed(error: unknown): void
}
export type OpenFeed<F = LiveFrame> = (from: string | null, events: FeedEvents<F>) => () => void

/** Dead letters (死信) as a screen asks for them; left out = of every source, of any reason. */
export interface LettersQuestion {
  source?: string
  reason?: string
  state: LetterState
  limit?: number
  cursor?: string
}

/** What could not be taken in; rejected with `forbidden` for whoever may not tend it. */
export interface LettersApi {
  letters(question: LettersQuestion): Promise<LetterList>
  letter(id: number): Promise<LetterAnswer>
  /** 更正: the whole fact as JSON text, under its own source and key. */
  correctLetter(letter: number, content: string): Promise<LettersDone>
  replayLetters(choice: LetterChoice): Promise<LettersDone>
  dropLetters(choice: LetterChoice, note: string): Promise<LettersDone>
}

/** Everything the client asks of the server; a rejected promise carries what `faultOf` reads. */
export interface CityApi
  extends AccountsApi, AnalysisApi, ImportsApi, KeepingApi, LettersApi, ReportsApi, WallApi {
  city(): Promise<City>
  /** The city down to its towns, or one region and what lies directly below it. */
  regions(around?: RegionId): Promise<RegionNode[]>
  /** Outlines of a level in the whole city, or within one region; null where the pack draws none. */
  boundaries(
    level: 'district' | 'town' | 'community',
    within?: RegionId,
  ): Promise<BoundaryFeatures | null>
  themes(): Promise<ThemeItem[]>
  themeHealth(region: RegionId, at: number | null): Promise<ThemeHealthAnswer>
  board(question: BoardQuestion): Promise<BoardAnswer>
  cases(question: CaseQuestion): Promise<CaseList>
  series(question: SeriesQuestion): Promise<SeriesAnswer>
  explain(question: FigureQuestion): Promise<ExplainAnswer>
  observations(question: ObservationsQuestion): Promise<ObservationsAnswer>
  change(question: ChangeQuestion): Promise<ChangeAnswer>
  peers(question: PeersQuestion): Promise<PeersAnswer>
  caseRow(caseId: number, at: number | null): Promise<CaseRow>
  /** The case with its steps. */
  caseDetail(caseId: number, at: number | null): Promise<CaseDetail>
  alerts(question: AlertQuestion): Promise<AlertList>
  /** 确认: says that a person has seen the alert; again changes nothing. */
  acknowledge(order: { alert: number; note?: string }): Promise<void>
  /** Public warnings (公共预警) in force in a region. */
  warnings(question: { region: RegionId; at: number | null }): Promise<WarningList>
  rhythm(region: RegionId, at: number | null): Promise<Rhythm>
  feed(region: RegionId): OpenFeed
  feedHealth(question: { at: number | null }): Promise<FeedHealthAnswer>
  scores(question: ScoreQuestion): Promise<ScoreTable>
  facilities(question: { region: RegionId; theme: string }): Promise<FacilityAnswer>
  search(question: { text: string; limit?: number; at: number | null }): Promise<SearchAnswer>
  scoreCases(question: ScoreCasesQuestion): Promise<ScoreCases>
  /** Hand-offs (转办) by pair of sender and receiver. */
  handOffs(question: HandOffQuestion): Promise<HandOffRates>
  /** The cases behind one number of a pair. */
  handOffCases(question: HandOffCasesQuestion): Promise<HandOffCases>
  /** Who asks, and whether there is anybody to sign in as; answered before one has signed in too. */
  who(): Promise<SessionAnswer>
  /** Tells what each answer says of the server's clock, until the returned function is called. */
  clock(hear: (said: ClockSaid) => void): () => void
  chooseRole(choice: { role: DemoRole; department?: string }): Promise<WhoAnswer>
  /** Rejected with `conflict` when the case has changed since `expected`. */
  caseOrder(order: CaseOrder): Promise<{ position: number }>
  caseQueue(question: CaseQueueQuestion): Promise<QueueAnswer>
  caseParcel(caseId: number, at: number | null): Promise<ParcelAnswer>
  caseProposal(caseId: number): Promise<ProposalAnswer>
  caseDuplicates(caseId: number): Promise<DuplicatesAnswer>
  /** Every type of event (事件类型), in the pack's order. */
  eventTypes(): Promise<EventTypeFacts[]>
  /** Keeps a file (附件) until an order names it; `progress` is told the share sent, 0–1. */
  keepFile(file: File, progress: (share: number) => void): Promise<Attachment>
}

/** A queue (队列) as a screen asks for it; `at` null = now. */
export type CaseQueueQuestion = Omit<QueueQuestion, 'at'> & { at: number | null }

export const cityApiKey: InjectionKey<CityApi> = Symbol('city api')
