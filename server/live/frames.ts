import type { CaseRow, LiveFrame } from '../../shared/cases/rows.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import { caseReader } from '../queries/case-reader.ts'
import { changedCases } from '../queries/changed-cases.ts'
import type { CityView } from '../queries/city-view.ts'
import { feedsOnline } from '../queries/health.ts'
import { warningsOf } from '../queries/warning-list.ts'

const casesPerFrame = 60
/** What was published longer ago is history being loaded, not news. */
const newsMs = 900_000

/**
 * Makes frames (实时帧) of a region from a position on. Screens that were told the same so far are told
 * the same next, so while the log rests each frame is made once, however many watch.
 */
export function frameMaker(
  view: CityView,
  backfill: () => number | null,
): (region: RegionId, after: number) => LiveFrame {
  const reader = caseReader(view)
  const changed = changedCases(view)
  let made = { position: -1, at: 0 }
  const rows = new Map<number, CaseRow[]>()
  const frames = new Map<string, LiveFrame>()
  let beside: Pick<LiveFrame, 'feeds' | 'warnings' | 'backfill'>

  return (region, after) => {
    const standing = view.standing()
    const { position, now } = standing
    // The server's time goes with a frame: one that stood for a while is made anew.
    if (made.position !== position || now - made.at >= freshMs || now < made.at) {
      made = { position, at: now }
      rows.clear()
      frames.clear()
      beside = {
        feeds: feedsOnline(standing),
        backfill: backfill(),
        warnings: warningsOf(view).last(),
      }
    }
    const name = `${region} ${after}`
    const known = frames.get(name)
    if (known) return known
    let told = rows.get(after)
    if (told === undefined) {
      const ids = changed.between(after, position, now - newsMs, casesPerFrame)
      rows.set(after, (told = reader.rows(ids, standing)))
    }
    const cases = told.filter((row) => reader.listed(row, region, standing))
    const frame = { position, now, cases, ...beside }
    frames.set(name, frame)
    return frame
  }
}

const freshMs = 100
