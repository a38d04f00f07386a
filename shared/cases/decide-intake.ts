import { standingOf } from './case-law.ts'
import { dispatchBy, registerBy, takenBy } from './deadlines.ts'
import { badField, reasonOf, type Deciders } from './decision.ts'

/** 受理, 不予受理, 立案, 合并, 改类, 改址, 转办: the duty officer's orders before a dispatch. */
export const intakeDeciders: Deciders<
  | 'case-accept'
  | 'case-decline'
  | 'case-register'
  | 'case-merge'
  | 'case-retype'
  | 'case-relocate'
  | 'case-hand-over'
> = {
  'case-accept': (_command, _state, law, at) => ({
    type: 'case-accepted',
    body: { registerDeadline: registerBy(law, at) },
  }),

  'case-decline': ({ reason }) => ({ type: 'case-declined', body: { reason: reasonOf(reason) } }),

  'case-register': (_command, _state, law, at) => ({
    type: 'case-registered',
    body: { dispatchDeadline: dispatchBy(law, at) },
  }),

  // The other must still be open, so merging never runs in a circle.
  'case-merge': ({ into }, state, law) => {
    const other = law.otherCase(into)
    if (other === null || into === state.caseId)
      throw badField('into', '没有这一主案，或即本案', { found: into })
    const { stage } = standingOf(other)
    if (other.closedAt !== null || ['declined', 'cancelled', 'merged'].includes(stage))
      throw badField('into', '主案已结，不能并入', { found: into, stage })
    const { number, source } = other
    const same = source === state.source
    return {
      type: 'case-merged',
      body: { into: number, ...(same ? {} : { intoSource: source }) },
    }
  },

  'case-retype': ({ type: code, severity }, state, law, at) => {
    const type = law.types.get(code)
    if (type === undefined) throw badField('type', '没有这一事件类型', { found: code })
    if (code === state.type) throw badField('type', '已是此类型', { found: code })
    return {
      type: 'case-retyped',
      // What is dispatched already is clocked by what was in force then.
      body: {
        type: code,
        severity: severity ?? type.severity,
        limit: law.disposalLimit(code, state.orders.at(-1)?.at ?? at) ?? type.disposal,
      },
    }
  },

  'case-relocate': ({ region, point }, _state, law) => {
    if (region === null && point === null) throw badField('region', '请选区域或在图上落点')
    if (region !== null && !law.mayPlace(region))
      throw badField('region', '没有这一区域，或不在权限内', { found: region })
    return { type: 'case-relocated', body: { region, point } }
  },

  'case-hand-over': ({ to, reason }, state, law, at) => {
    const channel = state.handedTo ?? state.source
    if (!law.channels.has(to)) throw badField('to', '没有这一渠道', { found: to })
    if (to === channel) throw badField('to', '已在此渠道', { found: to })
    const limit = law.handOffLimit(channel, { channel: to }, at)
    return {
      type: 'case-handed-over',
      body: { from: channel, to, ...takenBy(law, at, limit) },
      note: reason,
    }
  },
}
