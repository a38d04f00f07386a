import { visibleTo } from '../../shared/access/visible.ts'
import type { CaseRow, LiveFrame } from '../../shared/cases/rows.ts'
import { caseReader } from '../queries/case-reader.ts'
import { changedCases } from '../queries/changed-cases.ts'
import type { CityView, Standing } from '../queries/city-view.ts'
import { feedsOnline } from '../queries/health.ts'
import { warningsOf } from '../queries/warning-list.ts'
import type { Topic } from './topic.ts'

/** So that a stall of two seconds at a hundred a second is still told whole. */
export const casesPerFrame = 200
/** What was published longer ago is history being loaded, not news. */
const newsMs = 900_000
/** The server's time goes with a frame: one that stood for this long is made anew. */
const freshMs = 100

/** What goes with every frame and is no case. */
export interface Beside {
  backfill(): number | null
  build: string | null
}

/**
 * Makes frames (实时帧) of a topic from a position on. Screens that were told the same so far are told
 * the same next, so each frame is made once, however many watch.
 */
export function frameMaker(
  view: CityView,
  beside: Beside,
): (topic: Topic, after: number) => LiveFrame {
  const reader = caseReader(view)
  const changed = changedCases(view)
  let made: Round | null = null

  const beginRound = (now: number): Round => {
    const standing = view.standing()
    const same = {
      feeds: feedsOnline(standing),
      backfill: beside.backfill(),
      warnings: warningsOf(view).last(),
      build: beside.build,
    }
    return { standing, now, same, told: new Map(), frames: new Map() }
  }
  const newsAfter = ({ told, standing, now }: Round, after: number): News => {
    const known = told.get(after)
    if (known) return known
    const { position } = standing
    const ids = changed.between(after, position, now - newsMs, casesPerFrame + 1)
    const rows = reader.rows(ids.slice(-casesPerFrame), standing)
    // Who was told more than there is knows another log.
    const news = { rows, more: ids.length > casesPerFrame || after > position }
    told.set(after, news)
    return news
  }

  return (topic, after) => {
    // Asked for every screen: what costs anything is done once a round.
    const now = view.clock.now()
    const isFresh =
      made?.standing.position === view.position && now >= made.now && now - made.now < freshMs
    const round = isFresh && made ? made : (made = beginRound(now))
    const name = `${after} ${topic.name}`
    const known = round.frames.get(name)
    if (known) return known
    const { standing, same } = round
    const { rows, more } = newsAfter(round, after)
    const sees = visibleTo(topic.scope, standing.epoch.tree)
    const cases = rows.filter((row) => sees(row) && reader.listed(row, topic.region, standing))
    const { position } = standing
    const frame = { position, since: after, now: round.now, cases, more, ...same }
    round.frames.set(name, frame)
    return frame
  }
}

interface News {
  rows: CaseRow[]
  more: boolean
}

/** What was made of one position at one moment. */
interface Round {
  standing: Standing
  now: number
  same: Pick<LiveFrame, 'feeds' | 'warnings' | 'backfill' | 'build'>
  /** By the position told from. */
  told: Map<number, News>
  frames: Map<string, LiveFrame>
}
