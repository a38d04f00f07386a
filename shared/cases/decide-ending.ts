import { attached, reasonOf, type Deciders } from './decision.ts'

/** 反馈, 核查, 返工, 结案, 评价, 作废, 重办: result and end. */
export const endingDeciders: Deciders<
  | 'case-resolve'
  | 'case-verify'
  | 'case-rework'
  | 'case-close'
  | 'case-rate'
  | 'case-cancel'
  | 'case-reopen'
> = {
  'case-resolve': ({ note, attachments }, _state, law) => ({
    type: 'case-resolved',
    body: attached(attachments, law),
    note,
  }),
  'case-verify': ({ note, attachments }, _state, law) => ({
    type: 'case-verified',
    body: attached(attachments, law),
    note,
  }),
  'case-rework': ({ reason }) => ({ type: 'case-reworked', body: { reason: reasonOf(reason) } }),
  'case-close': ({ note }) => ({ type: 'case-closed', body: {}, note }),
  'case-rate': ({ rating }) => ({ type: 'case-rated', body: { rating } }),
  'case-cancel': ({ reason }) => ({ type: 'case-cancelled', body: { reason: reasonOf(reason) } }),
  'case-reopen': ({ reason }) => ({ type: 'case-reopened', body: { reason: reasonOf(reason) } }),
}
