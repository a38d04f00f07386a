import { channelTakes, handOn } from '../hand-offs.ts'
import { endCase, reclock, setDeadline, settlePause, takeUp } from '../clocks.ts'
import { dispatch, moveOn, register, sendBack } from '../draft.ts'
import type { Verbs } from '../draft.ts'

/**
 * 上报, 受理, 不予受理, 立案, 改类, 改址, 转办. The first of each stands; a correction that sorts before
 * the report still corrects it.
 */
export const intakeVerbs: Verbs<
  | 'case-reported'
  | 'case-accepted'
  | 'case-declined'
  | 'case-registered'
  | 'case-retyped'
  | 'case-relocated'
  | 'case-handed-over'
> = {
  'case-reported': (draft, at, body, source) => {
    if (draft.known) return
    const { state } = draft
    draft.known = true
    state.source = source
    state.number = body.number
    state.reportedAt = at
    state.repeatOrdinal = body.repeatOrdinal ?? 1
    if (!draft.retyped) state.type = body.type
    if (!draft.graded) state.severity = body.severity
    if (draft.relocated) return
    state.region = body.region
    state.point = body.point
  },

  // Of 受理 and 不予受理 the later stands.
  'case-accepted': (draft, at, body) => {
    const { state } = draft
    channelTakes(draft, at)
    if (draft.end === 'declined') {
      takeUp(draft, at)
      state.declinedAt = null
      sendBack(draft)
    }
    if (state.acceptedAt === null) {
      state.acceptedAt = at
      setDeadline(draft, register, body.registerDeadline, at)
    }
    moveOn(draft, 'accepted')
  },

  'case-declined': (draft, at) => {
    if (draft.end !== null) return
    draft.state.declinedAt = at
    endCase(draft, at, 'declined')
  },

  'case-registered': (draft, at, body) => {
    channelTakes(draft, at)
    if (draft.state.registeredAt !== null) return
    draft.state.registeredAt = at
    setDeadline(draft, dispatch, body.dispatchDeadline, at)
    moveOn(draft, 'registered')
  },

  'case-retyped': (draft, at, body) => {
    draft.state.type = body.type
    draft.retyped = true
    if (body.severity !== undefined) {
      draft.state.severity = body.severity
      draft.graded = true
    }
    if (body.limit !== undefined) reclock(draft, body.limit, at)
  },

  'case-relocated': (draft, _at, body) => {
    draft.state.region = body.region
    draft.state.point = body.point
    draft.relocated = true
  },

  // Our case stays with the channel that reported it; where it went is kept beside.
  'case-handed-over': (draft, at, body) => {
    const to = { sender: body.from, receiver: body.to, kind: 'channel' } as const
    settlePause(draft, at)
    handOn(draft, at, to, body.takeBy)
    draft.state.handedTo = body.to
  },
}
