import { hourMs, minuteMs } from '../../shared/time/civil.ts'
import type { CasePlan } from './day-plan.ts'
import type { Dice } from './dice.ts'
import type { HandlingParts } from './handling.ts'
import { rates, supervisors } from './process-rates.ts'
import type { Story } from './story.ts'

/** A grave event: taken on in minutes, supervised, closed after its life. */
export function tellIncident(
  story: Story,
  plan: CasePlan,
  lifeMs: number,
  dice: Dice,
  { world }: HandlingParts,
): void {
  const { type, reportedAt } = plan
  const end = reportedAt + lifeMs
  const after = (low: number, high: number): number =>
    story.last + dice.between(low, high) * minuteMs
  story.tell(after(0.5, 2), { type: 'case-accepted' })
  story.tell(after(0.5, 2), { type: 'case-registered' })
  const at = story.tell(after(0.5, 3), { type: 'case-dispatched', department: type.lead })
  story.tell(after(1, 6), { type: 'case-signed', department: type.lead })
  story.tell(after(3, 15), { type: 'case-handling-started' })
  const supervised = plan.severity === 1 || dice.chance(rates.supervisedSecondClass)
  if (supervised)
    story.tell(after(10, 50), {
      type: 'case-supervised',
      owner: dice.pick(supervisors.slice(0, plan.severity)),
      due: end + hourMs,
    })
  const deadline = world.clock.addLimit(at, type.disposal)
  const onTime = dice.chance(rates.disposedOnTime)
  const limit = at + (deadline - at) * dice.between(0.6, 0.95)
  story.tell(onTime ? Math.min(end - 2 * hourMs, limit) : end - hourMs, {
    type: 'case-resolved',
    text: { description: '险情已控制，现场处置完毕，转入恢复阶段。' },
  })
  story.tell(end - dice.between(10, 40) * minuteMs, { type: 'case-verified' })
  if (supervised)
    story.tell(end - 5 * minuteMs, {
      type: 'case-supervision-closed',
      note: '处置到位，解除督办。',
    })
  story.tell(end, { type: 'case-closed' })
}
