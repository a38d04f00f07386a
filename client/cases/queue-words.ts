import type { QueueFilter } from '../../shared/cases/queue-answers.ts'

/** What a queue (队列) is called. */
export const filterName: Record<QueueFilter, string> = {
  intake: '待受理立案',
  dispatch: '待派遣',
  mine: '本部门待办',
  verify: '待核查',
  supervised: '督办',
  extension: '延期申请',
  all: '全部未结',
}
