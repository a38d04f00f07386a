import type { EventType, Limit } from '../../shared/city/pack.ts'
import { hourMs, minuteMs } from '../../shared/time/civil.ts'
import type { CasePlan } from './day-plan.ts'
import type { Departments } from './departments.ts'
import type { Dice } from './dice.ts'
import { rates, reworkReasons, supervisors, suspendReasons } from './process-rates.ts'
import type { Story } from './story.ts'
import type { Weather } from './weather.ts'
import { outcomeOf } from './wording.ts'
import type { World } from './world.ts'

/** How the work on one order ended. */
export interface Handled {
  /** When verification was done and the case can be closed. */
  verifiedAt: number
  closingDeadline: number
  late: boolean
  reworked: boolean
  supervised: boolean
}

export interface HandlingParts {
  world: World
  departments: Departments
  weather: Weather
}

/** From 派遣 to 核查: signing, work, extension, suspension, rework, relative to the real limit. */
export function handle(
  story: Story,
  plan: CasePlan,
  type: EventType,
  department: string,
  dispatchedAt: number,
  dice: Dice,
  { world, departments, weather }: HandlingParts,
): Handled {
  const { clock, pack } = world
  const temper = departments.temperOf(department)
  let deadline = clock.addLimit(dispatchedAt, type.disposal)
  let closingDeadline = clock.addLimit(deadline, pack.limits.verification)
  const onTime = dice.chance(
    chanceOf(plan, type, dispatchedAt, temper, { world, departments, weather }),
  )

  const early = partOf(temper, plan.severity <= 3, dice)
  const extends_ = dice.chance(rates.extended)
  const suspends = !extends_ && dice.chance(rates.suspended)
  const window = (to: number, part: number): number =>
    worked(world, type.disposal, dispatchedAt, to, part)

  sign(story, department, dispatchedAt, window(deadline, 0.3), temper.signMinutes, dice)
  story.tell(window(deadline, Math.min(0.5, early * 0.6)), { type: 'case-handling-started' })

  if (extends_) {
    const asked = window(deadline, dice.between(0.6, 0.95))
    deadline = clock.addLimit(deadline, furtherOf(type.disposal))
    closingDeadline = clock.addLimit(deadline, pack.limits.verification)
    story.tell(asked, { type: 'case-extended', disposalDeadline: deadline, closingDeadline })
  } else if (suspends) {
    const from = story.tell(window(deadline, dice.between(0.55, 0.75)), {
      type: 'case-suspended',
      reason: dice.pick(suspendReasons),
    })
    const until = story.tell(from + dice.between(20, 150) * hourMs, { type: 'case-resumed' })
    deadline += until - from
    closingDeadline = clock.addLimit(deadline, pack.limits.verification)
  }

  let resolvedAt = onTime ? window(deadline, early) : overdue(world, type.disposal, deadline, dice)
  if (onTime && (suspends || extends_))
    resolvedAt = story.last + (deadline - story.last) * dice.between(0.3, 0.9)
  const supervised = !onTime && superviseLate(story, world, deadline, resolvedAt, dice)
  resolvedAt = resolve(story, resolvedAt, dice)
  let verifiedAt = verified(world, plan, resolvedAt, dice)

  const reworked = dice.chance(rates.reworked)
  for (let again = reworked, i = 0; again && i < 2; i += 1) {
    const from = story.tell(verifiedAt, { type: 'case-reworked', reason: dice.pick(reworkReasons) })
    story.tell(from + dice.between(5, 60) * minuteMs, { type: 'case-handling-started' })
    const more = clock.addWorkMinutes(from, dice.between(20, 240))
    verifiedAt = verified(world, plan, resolve(story, more, dice), dice)
    again = dice.chance(rates.reworkedAgain)
  }
  if (dice.chance(rates.verifiedLate) && verifiedAt < closingDeadline)
    verifiedAt = clock.addWorkMinutes(closingDeadline, dice.between(15, 400))
  verifiedAt = story.tell(verifiedAt, { type: 'case-verified' })
  return { verifiedAt, closingDeadline, late: verifiedAt > closingDeadline, reworked, supervised }
}

function chanceOf(
  plan: CasePlan,
  type: EventType,
  at: number,
  temper: { onTime: number; restDay: number },
  { world, departments, weather }: HandlingParts,
): number {
  const day = world.zone.dayOf(at)
  const rest = world.clock.isWorkday(day) ? 0 : temper.restDay
  const strain = weather.factor(type.weather, day) > 1.5 ? -0.015 : 0
  const swing = 0.006 * Math.sin(day / 17) + 0.004 * Math.sin(day / 5.3)
  const district = departments.districtOnTime(plan.place.district)
  return Math.min(0.995, rates.disposedOnTime + district + temper.onTime + rest + strain + swing)
}

/** Part of the limit that the work takes, below 1. */
function partOf(
  temper: { usual: number; spread: number; lastMinute: number },
  urgent: boolean,
  dice: Dice,
): number {
  if (dice.chance(temper.lastMinute)) return dice.between(0.9, 0.992)
  const part = dice.skewed(temper.usual, temper.spread) * (urgent ? 0.45 : 1)
  return Math.min(0.97, Math.max(0.04, part))
}

/** The instant at which `part` of the time from `from` to `to` is worked. */
function worked(world: World, limit: Limit, from: number, to: number, part: number): number {
  if (!limit.unit.startsWith('work')) return from + (to - from) * part
  const minutes = world.clock.workMinutesBetween(from, to)
  return minutes > 1 ? world.clock.addWorkMinutes(from, minutes * part) : from + (to - from) * part
}

function sign(
  story: Story,
  department: string,
  from: number,
  before: number,
  usual: number,
  dice: Dice,
): void {
  const late = dice.chance(rates.lateSigning) && before > from + 26 * hourMs
  const wanted = late ? dice.between(24.5, 40) * 60 : dice.skewed(usual, 0.8)
  const at = Math.min(from + wanted * minuteMs, Math.max(before, from + 60_000))
  story.tell(at, { type: 'case-signed', department })
}

/** Late work ends some hours, a few days, rarely more than a week after the deadline. */
function overdue(world: World, limit: Limit, deadline: number, dice: Dice): number {
  const u = dice.next()
  if (u < 0.55) return deadline + dice.between(10, 300) * minuteMs
  if (u < 0.86) return world.clock.addWorkMinutes(deadline, dice.between(200, 1300))
  const most = limit.unit === 'work-day' && limit.amount > 14 ? 6 : 10
  return world.clock.addWorkMinutes(deadline, dice.between(3, most) * 420)
}

function superviseLate(
  story: Story,
  world: World,
  deadline: number,
  resolvedAt: number,
  dice: Dice,
): boolean {
  const red = world.clock.addWorkDays(deadline, 5)
  if (red + hourMs > resolvedAt || !dice.chance(rates.supervisedWhenLate)) return false
  const at = story.tell(red + dice.between(5, 50) * minuteMs, {
    type: 'case-supervised',
    owner: dice.pick(supervisors),
    due: world.clock.addWorkDays(red, 3),
  })
  return at > 0
}

function resolve(story: Story, at: number, dice: Dice): number {
  return dice.chance(rates.outcomes)
    ? story.tell(at, { type: 'case-resolved', text: { description: outcomeOf(dice) } })
    : story.tell(at, { type: 'case-resolved' })
}

function verified(world: World, plan: CasePlan, resolvedAt: number, dice: Dice): number {
  if (plan.severity <= 3) return resolvedAt + dice.between(15, 90) * minuteMs
  return world.clock.addWorkMinutes(resolvedAt, dice.between(15, 200))
}

/** 延期: half of the limit again, at most five days. */
function furtherOf({ amount, unit }: Limit): Limit {
  const half = Math.max(1, Math.ceil(amount / 2))
  return { amount: unit.endsWith('day') ? Math.min(5, half) : half, unit }
}
