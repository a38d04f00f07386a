import type { EventType } from '../../shared/city/pack.ts'
import { dayMs, hourMs, minuteMs } from '../../shared/time/civil.ts'
import type { CasePlan } from './day-plan.ts'
import type { Dice } from './dice.ts'
import { handle, type Handled, type HandlingParts } from './handling.ts'
import { rates, reopenReasons } from './process-rates.ts'
import type { Story } from './story.ts'

/** 结案, 评价 and 重办. */
export function closeAndAfter(
  story: Story,
  plan: CasePlan,
  type: EventType,
  at: number,
  how: Handled | 'self-handled' | 'answered',
  dice: Dice,
  parts: HandlingParts,
): void {
  const { channel } = plan.source
  if (typeof how === 'object' && how.supervised)
    story.tell(at - minuteMs, { type: 'case-supervision-closed', note: '已办结，解除督办。' })
  const closedAt = story.tell(at, { type: 'case-closed' })
  rate(story, plan, closedAt, how, dice, parts)
  const soon = closedAt - plan.reportedAt < 25 * dayMs
  if (how === 'self-handled' || !soon || !dice.chance(channel.reopened)) return

  const reopened = story.last + dice.between(4, 110) * hourMs
  const from = story.tell(reopened, { type: 'case-reopened', reason: dice.pick(reopenReasons) })
  const department = type.lead
  const ordered = from + dice.between(2, 25) * minuteMs
  const dispatchedAt = story.tell(ordered, { type: 'case-dispatched', department })
  const again = handle(story, plan, type, department, dispatchedAt, dice, parts)
  if (again.supervised)
    story.tell(again.verifiedAt, { type: 'case-supervision-closed', note: '已办结，解除督办。' })
  const closedAgain = story.tell(again.verifiedAt + dice.between(2, 30) * minuteMs, {
    type: 'case-closed',
  })
  rate(story, plan, closedAgain, again, dice, parts)
}

function rate(
  story: Story,
  plan: CasePlan,
  closedAt: number,
  how: Handled | 'self-handled' | 'answered',
  dice: Dice,
  { departments }: HandlingParts,
): void {
  if (!dice.chance(rates.rated)) return
  const late = typeof how === 'object' && (how.late || how.reworked)
  const { satisfied } = plan.source.channel
  const share = satisfied + departments.districtSatisfaction(plan.place.district) + 0.013
  const content = dice.chance(late ? share - 0.12 : share)
  const rating = !content
    ? 'dissatisfied'
    : dice.chance(rates.fullySatisfied)
      ? 'satisfied'
      : 'basically-satisfied'
  story.tell(closedAt + dice.skewed(150, 0.9) * minuteMs, { type: 'case-rated', rating })
}
