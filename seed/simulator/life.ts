import type { EventType } from '../../shared/city/pack.ts'
import type { SourceFact } from '../../shared/events/source-fact.ts'
import { dayMs, hourMs, minuteMs } from '../../shared/time/civil.ts'
import { closeAndAfter } from './aftermath.ts'
import type { CasePlan } from './day-plan.ts'
import { Dice, mix } from './dice.ts'
import { handle, type HandlingParts } from './handling.ts'
import { tellIncident } from './incident-life.ts'
import type { Places } from './places.ts'
import { cancelReasons, declineReasons, lifeDays, rates, returnReasons } from './process-rates.ts'
import type { Publisher } from './publisher.ts'
import { Story } from './story.ts'
import type { Volume } from './volume.ts'
import { wordingOf } from './wording.ts'

export interface LifeParts extends HandlingParts {
  volume: Volume
  places: Places
  publisher: Publisher
}

/** The whole life of one case, from 上报 to its last fact, in order of publication. */
export function lifeOf(plan: CasePlan, parts: LifeParts): SourceFact[] {
  const dice = new Dice(mix(plan.key, 1))
  const { source, number, reportedAt } = plan
  const { channel } = source
  const end = reportedAt + (lifeDays - 1) * dayMs
  const story = new Story(
    source,
    number,
    reportedAt,
    end,
    parts.publisher,
    new Dice(mix(plan.key, 2)),
  )
  report(story, plan, dice, parts)

  if (plan.lifeMs !== null) {
    tellIncident(story, plan, plan.lifeMs, dice, parts)
    return story.facts
  }
  if (plan.sameAs === null && dice.chance(rates.declined)) {
    const at = reportedAt + dice.skewed(25, 0.7) * minuteMs
    story.tell(at, { type: 'case-declined', reason: dice.pick(declineReasons) })
    return story.facts
  }
  const acceptedAt = story.tell(reportedAt + dice.skewed(3, 0.7) * minuteMs, {
    type: 'case-accepted',
  })
  if (plan.sameAs !== null) {
    story.tell(acceptedAt + dice.between(3, 50) * minuteMs, {
      type: 'case-merged',
      into: plan.sameAs,
    })
    return story.facts
  }
  if (dice.chance(rates.cancelled)) {
    const at = acceptedAt + dice.between(5, 180) * minuteMs
    story.tell(at, { type: 'case-cancelled', reason: dice.pick(cancelReasons) })
    return story.facts
  }
  const type = corrected(story, plan, acceptedAt, dice, parts)
  handOver(story, plan, acceptedAt, dice)

  const own = dice.chance(channel.selfHandled)
  if (own && channel.repeats > 0 && channel.selfHandled < 0.3) {
    // 直接答复: answered on the telephone, without being registered.
    closeAndAfter(
      story,
      plan,
      type,
      story.last + dice.skewed(12, 0.6) * minuteMs,
      'answered',
      dice,
      parts,
    )
    return story.facts
  }
  const registered = acceptedAt + within(dice, 4, 26, rates.lateRegistration) * minuteMs
  const registeredAt = story.tell(registered, { type: 'case-registered' })
  if (own) {
    const resolved = story.tell(registeredAt + dice.skewed(70, 0.9) * minuteMs, {
      type: 'case-resolved',
    })
    const close = resolved + dice.between(5, 60) * minuteMs
    closeAndAfter(story, plan, type, close, 'self-handled', dice, parts)
    return story.facts
  }
  const orderedAt = registeredAt + within(dice, 11.5, 27, rates.lateDispatch) * minuteMs
  dispatchAndHandle(story, plan, type, orderedAt, dice, parts)
  return story.facts
}

function report(story: Story, plan: CasePlan, dice: Dice, { world, volume }: LifeParts): void {
  const { type, place } = plan
  const wrong = plan.lifeMs === null && dice.chance(rates.retyped) ? dice.pick(volume.types) : type
  const community = world.tree.get(place.leaf.parentId ?? place.leaf.id)
  const named = place.leaf.level === 'grid' ? community.name : place.leaf.name
  const remark = dice.chance(rates.remarks)
  story.tell(plan.reportedAt, {
    type: 'case-reported',
    eventType: wrong.code,
    ...(plan.severity !== wrong.severity ? { severity: plan.severity } : {}),
    ...(place.region === null ? {} : { region: place.region.code }),
    ...(place.point === null ? {} : { point: place.point }),
    ...(plan.repeat > 1 ? { repeat: plan.repeat } : {}),
    text: wordingOf(type, place.leaf, named, plan.words, remark),
  })
}

/** 改类 and 改址 after acceptance, before anybody is sent. */
function corrected(
  story: Story,
  plan: CasePlan,
  acceptedAt: number,
  dice: Dice,
  { places }: LifeParts,
): EventType {
  const [reported] = story.facts
  if (reported?.type === 'case-reported' && reported.eventType !== plan.type.code)
    story.tell(acceptedAt + dice.between(20, 100) * 1000, {
      type: 'case-retyped',
      eventType: plan.type.code,
      severity: plan.severity,
    })
  if (dice.chance(rates.relocated)) {
    const place = places.draw(dice)
    if (place.region !== null)
      story.tell(acceptedAt + dice.between(40, 160) * 1000, {
        type: 'case-relocated',
        region: place.region.code,
        point: place.point,
      })
  }
  return plan.type
}

function handOver(story: Story, { source }: CasePlan, acceptedAt: number, dice: Dice): void {
  for (const [to, share] of Object.entries(source.channel.handedTo))
    if (dice.chance(share)) {
      const at = acceptedAt + dice.between(30, 150) * 1000
      story.tell(at, { type: 'case-handed-over', from: source.key, to })
      // 误转: it comes back before anybody there took it.
      if (dice.chance(rates.misrouted))
        story.tell(at + dice.between(20, 90) * 1000, {
          type: 'case-handed-over',
          from: to,
          to: source.key,
        })
    }
}

/** Minutes around `median`, within `most`; rarely too late. */
const within = (dice: Dice, median: number, most: number, late: number): number =>
  dice.chance(late)
    ? dice.between(32, 150)
    : Math.min(most, Math.max(0.5, dice.skewed(median, 0.55)))

function dispatchAndHandle(
  story: Story,
  plan: CasePlan,
  type: EventType,
  at: number,
  dice: Dice,
  parts: LifeParts,
): void {
  let department = parts.departments.first(type, dice)
  let dispatchedAt = story.tell(at, { type: 'case-dispatched', department })
  for (let share: number = rates.returned; dice.chance(share); share = rates.returnedAgain) {
    const back = dispatchedAt + dice.skewed(45, 0.8) * minuteMs
    const returnedAt = story.tell(back, { type: 'case-returned', reason: dice.pick(returnReasons) })
    department = parts.departments.other(type, department, dice)
    const again = returnedAt + dice.between(0.1, 1.2) * hourMs
    dispatchedAt = story.tell(again, { type: 'case-dispatched', department })
  }
  const handled = handle(story, plan, type, department, dispatchedAt, dice, parts)
  const close = handled.verifiedAt + dice.between(2, 30) * minuteMs
  closeAndAfter(story, plan, type, close, handled, dice, parts)
}
