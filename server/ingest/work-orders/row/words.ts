import type { Severity } from '../../../../shared/city/pack.ts'
import type { MappedRating, MappedStage } from '../../../../shared/imports/mapping.ts'

const by = <V>(...groups: [V, string][]): ReadonlyMap<string, V> =>
  new Map(
    groups.flatMap(([value, words]) => words.split(' ').map((word) => [word, value] as const)),
  )

/** Words of status columns (状态) that mean the same everywhere; a mapping's own come first. */
export const statusWords = by<MappedStage>(
  ['reported', '上报 已上报 待受理 未受理 新建 登记 已登记'],
  ['accepted', '受理 已受理 受理中 待立案 待派单 待派遣'],
  ['declined', '不予受理 不受理 已拒绝 退单'],
  ['registered', '立案 已立案'],
  ['dispatched', '派单 已派单 派遣 已派遣 已交办 交办 待签收 已转办'],
  ['signed', '签收 已签收'],
  ['handling', '处理中 处置中 办理中 在办 正在办理 正在处理 处理 处置'],
  ['resolved', '反馈 已反馈 已处置 已处理 待核查 待回访 待审核 已回复 已答复'],
  ['verified', '核查 已核查 核查通过'],
  ['closed', '办结 已办结 结案 已结案 完成 已完成 关闭 已关闭 归档 已归档'],
  ['rated', '已评价 已回访'],
  ['suspended', '挂账 已挂账 挂起 暂缓'],
  ['cancelled', '作废 已作废 撤销 已撤销 撤诉'],
)

export const severityWords = by<Severity>(
  [1, '1 Ⅰ I Ⅰ级 I级 一级 特别重大 特急 红 红色'],
  [2, '2 Ⅱ II Ⅱ级 II级 二级 重大 紧急 橙 橙色'],
  [3, '3 Ⅲ III Ⅲ级 III级 三级 较大 黄 黄色'],
  [4, '4 Ⅳ IV Ⅳ级 IV级 四级 一般 普通 蓝 蓝色'],
)

export const ratingWords = by<MappedRating | ''>(
  ['satisfied', '满意 非常满意 很满意'],
  ['basically-satisfied', '基本满意 较满意'],
  ['dissatisfied', '不满意 非常不满意 很不满意'],
  ['', '未评价 未回访 无 - — 默认'],
)
