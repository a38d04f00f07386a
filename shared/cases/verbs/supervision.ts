import type { Verbs } from '../draft.ts'

/** 督办 and 督办销号: a supervision stands until it is closed; a new one may follow. */
export const supervisionVerbs: Verbs<'case-supervised' | 'case-supervision-closed'> = {
  'case-supervised': ({ state }, at) => {
    if (state.supervisedAt !== null && state.supervisionClosedAt === null) return
    state.supervisedAt = at
    state.supervisionClosedAt = null
  },

  'case-supervision-closed': ({ state }, at) => {
    if (state.supervisedAt !== null) state.supervisionClosedAt ??= at
  },
}
