import { badField, reasonOf, type Deciders } from './decision.ts'

/** 督办, 督办销号: a leader's own. The owner is a post (岗位), never a person. */
export const supervisionDeciders: Deciders<'case-supervise' | 'case-close-supervision'> = {
  'case-supervise': ({ owner, due, note }, _state, _law, at) => {
    const post = owner.trim()
    if (post === '' || post.length > 60) throw badField('owner', '请写明承办岗位，60 字以内')
    if (due !== null && due <= at) throw badField('due', '督办期限须晚于此刻', { found: due })
    return { type: 'case-supervised', body: { owner: post, due }, note }
  },

  'case-close-supervision': ({ note }) => ({
    type: 'case-supervision-closed',
    body: { note: reasonOf(note, 'note') },
  }),
}
