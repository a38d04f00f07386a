import { expect } from 'vitest'
import type { CaseCommand } from '../shared/cases/orders.ts'
import { openHandOff } from '../shared/cases/running-clock.ts'
import type { CaseState, HandOff } from '../shared/cases/state.ts'

type Post = 'leader' | 'officer' | 'handler' | 'water' | 'verifier' | 'analyst'

/**
 * A case as its orders should leave it, told a second time and in another way than the law: a few
 * flags and what each verb needs.
 */
export class CaseModel {
  at:
    | 'new'
    | 'taken'
    | 'filed'
    | 'sent'
    | 'signed'
    | 'working'
    | 'answered'
    | 'checked'
    | 'back'
    | 'shut'
    | 'marked'
    | 'refused'
    | 'gone'
    | 'void' = 'new'
  wasTaken = false
  wasFiled = false
  isPaused = false
  isWatched = false
  isAsked = false
  wasAnswered = false
  holder: string | null = null
  /** Who has been handed the case and has not taken it. */
  waiting: HandOff['kind'] | null = null
  channel = 'hotline'

  constructor(public kind: string) {}

  /** Whether the post may give the order, and whether the case lets it. */
  judge(
    post: Post,
    command: CaseCommand,
    others: { into?: CaseModel; isKnown?: (hash: string) => boolean } = {},
  ): 'ok' | 'forbidden' | 'no' {
    const { isKnown = () => true } = others
    const hasFiles = !('attachments' in command) || (command.attachments ?? []).every(isKnown)
    const officer = post === 'officer'
    const hand = post === 'handler' ? 'sanitation' : post === 'water' ? 'water' : null
    const own = hand !== null && hand === this.holder
    const inOffice = this.holder !== null
    const say = (allowed: boolean, holds: boolean) => (!allowed ? 'forbidden' : holds ? 'ok' : 'no')
    const free = !this.isPaused
    const open = this.isOpen
    const away = ['sent', 'signed', 'working', 'back'].includes(this.at) && free
    switch (command.verb) {
      case 'case-accept':
        return say(officer, this.at === 'new' || this.at === 'refused')
      case 'case-decline':
        return say(officer, this.at === 'new' || this.at === 'taken')
      case 'case-register':
        return say(officer, this.at === 'taken')
      case 'case-dispatch':
        return say(officer, this.at === 'filed')
      case 'case-hand-over':
        return say(
          officer,
          ['new', 'taken', 'filed'].includes(this.at) && command.to !== this.channel,
        )
      case 'case-retype':
        return say(officer, open && command.type !== this.kind)
      case 'case-relocate':
        return say(officer, open)
      case 'case-sign':
        return say(own, this.at === 'sent' && free)
      case 'case-start':
        return say(own, (this.at === 'signed' || this.at === 'back') && free)
      case 'case-return':
        return say(own, ['sent', 'signed', 'working'].includes(this.at) && free && hasFiles)
      case 'case-resolve':
        return say(own, ['signed', 'working', 'back'].includes(this.at) && free && hasFiles)
      case 'case-ask-extension':
        return say(own, away && !this.wasAnswered && !this.isAsked && !this.isLate)
      case 'case-extend':
        return say(officer, away && !this.wasAnswered && this.isAsked && !this.isTooLate)
      case 'case-refuse-extension':
        return say(officer, away && this.isAsked)
      case 'case-suspend':
        return say(officer || own, away)
      case 'case-resume':
        return say(officer || own, inOffice && this.isPaused && open)
      case 'case-verify':
        return say(post === 'verifier', this.at === 'answered' && hasFiles)
      case 'case-rework':
        return say(post === 'verifier', this.at === 'answered' || this.at === 'checked')
      case 'case-close':
        return say(
          officer || post === 'verifier',
          this.at === 'checked' || (officer && (this.at === 'taken' || this.at === 'filed')),
        )
      case 'case-rate':
        return say(officer || post === 'verifier', this.at === 'shut')
      case 'case-cancel':
        return say(officer, open)
      case 'case-reopen':
        return say(officer, ['shut', 'marked', 'void'].includes(this.at))
      case 'case-supervise':
        return say(post === 'leader', open && !this.isWatched)
      case 'case-close-supervision':
        return say(post === 'leader', this.isWatched)
      case 'case-merge':
        return say(
          officer,
          open &&
            !['answered', 'checked'].includes(this.at) &&
            others.into !== undefined &&
            others.into !== this &&
            others.into.isOpen,
        )
    }
  }

  get isOpen(): boolean {
    return !['shut', 'marked', 'refused', 'gone', 'void'].includes(this.at)
  }

  /**
   * Whether the disposal deadline is behind it, and whether the one that was asked for is or would be no
   * gain: looked up, since the model has no calendar.
   */
  isLate = false
  isTooLate = false

  looksAt(now: number, { disposalDeadline, extensionUntil }: CaseState): void {
    this.isLate = disposalDeadline !== null && disposalDeadline < now
    this.isTooLate =
      extensionUntil !== null && extensionUntil <= Math.max(now, disposalDeadline ?? 0)
  }

  /** What the order leaves behind. */
  apply(command: CaseCommand): void {
    this.pass(command)
    switch (command.verb) {
      case 'case-accept':
        this.wasTaken = true
        this.at = this.wasFiled ? 'filed' : 'taken'
        break
      case 'case-decline':
        this.at = 'refused'
        break
      case 'case-register':
        this.wasFiled = true
        this.at = 'filed'
        break
      case 'case-dispatch':
        this.holder = command.department
        this.wasAnswered = false
        this.isAsked = false
        this.at = 'sent'
        break
      case 'case-hand-over':
        this.channel = command.to
        break
      case 'case-retype':
        this.kind = command.type
        break
      case 'case-sign':
        this.at = 'signed'
        break
      case 'case-start':
        this.at = 'working'
        break
      case 'case-return':
        this.isAsked = false
        this.sendBack()
        break
      case 'case-resolve':
        this.at = 'answered'
        this.wasAnswered = true
        this.isAsked = false
        break
      case 'case-ask-extension':
        this.isAsked = true
        break
      case 'case-extend':
      case 'case-refuse-extension':
        this.isAsked = false
        break
      case 'case-suspend':
        this.isPaused = true
        break
      case 'case-resume':
        this.isPaused = false
        break
      case 'case-verify':
        this.at = 'checked'
        break
      case 'case-rework':
        this.at = 'back'
        break
      case 'case-close':
        this.end('shut')
        break
      case 'case-rate':
        this.at = 'marked'
        break
      case 'case-merge':
        this.end('gone')
        break
      case 'case-cancel':
        this.end('void')
        break
      case 'case-reopen':
        this.sendBack()
        break
      case 'case-supervise':
        this.isWatched = true
        break
      case 'case-close-supervision':
        this.isWatched = false
        break
    }
  }

  /** Into whose hands the order puts the case, or who takes it by it. */
  private pass({ verb }: CaseCommand): void {
    const takes = {
      channel: ['case-accept', 'case-register'],
      department: ['case-sign', 'case-start', 'case-resolve', 'case-return'],
    }
    const ends = ['case-decline', 'case-close', 'case-cancel', 'case-merge']
    if (verb === 'case-hand-over') this.waiting = 'channel'
    else if (verb === 'case-dispatch') this.waiting = 'department'
    else if (ends.includes(verb)) this.waiting = null
    else if (this.waiting !== null && takes[this.waiting].includes(verb)) this.waiting = null
  }

  private end(how: 'shut' | 'gone' | 'void'): void {
    this.at = how
    this.isPaused = false
    this.isAsked = false
  }

  private sendBack(): void {
    this.at = this.wasFiled ? 'filed' : this.wasTaken ? 'taken' : 'new'
  }

  /** The case as folded is the case as told here, and legal in itself. */
  agreesWith(state: CaseState): void {
    expect(state.type).toBe(this.kind)
    expect(state.stage).toBe(this.isPaused ? 'suspended' : stages[this.at])
    expect(state.department).toBe(this.holder)
    expect(state.extensionAskedAt !== null).toBe(this.isAsked)
    expect(state.supervisedAt !== null && state.supervisionClosedAt === null).toBe(this.isWatched)
    expect(openHandOff(state)?.kind ?? null).toBe(this.waiting)
    for (const [i, one] of state.handOffs.entries()) {
      const next = state.handOffs[i + 1]?.at ?? Infinity
      expect(one.endedAt ?? Infinity).toBeGreaterThanOrEqual(one.at)
      expect(one.endedAt ?? (next === Infinity ? 0 : Infinity)).toBeLessThanOrEqual(next)
    }
    const ends = [state.declinedAt, state.closedAt, state.cancelledAt, state.mergedAt]
    expect(ends.filter((at) => at !== null).length).toBeLessThanOrEqual(1)
    const [before, then] = [state.acceptedAt ?? 0, state.registeredAt ?? Infinity]
    expect(before).toBeLessThan(then)
    for (const { at, signedAt, returnedAt } of state.orders) {
      expect(signedAt ?? Infinity).toBeGreaterThan(at)
      expect(returnedAt ?? Infinity).toBeGreaterThan(signedAt ?? at)
    }
    for (const { from, to } of [...state.inHand, ...state.pauses, ...state.supervised])
      expect(to ?? Infinity).toBeGreaterThanOrEqual(from)
  }
}

const stages: Record<CaseModel['at'], CaseState['stage']> = {
  new: 'reported',
  taken: 'accepted',
  filed: 'registered',
  sent: 'dispatched',
  signed: 'signed',
  working: 'handling',
  answered: 'resolved',
  checked: 'verified',
  back: 'reworked',
  shut: 'closed',
  marked: 'rated',
  refused: 'declined',
  gone: 'merged',
  void: 'cancelled',
}
