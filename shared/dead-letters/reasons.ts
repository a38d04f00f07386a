/** What a reason is called and what a person can do about it. */
export interface ReasonWords {
  name: string
  todo: string
}

const words: Record<string, ReasonWords> = {
  'not-json': { name: '不是 JSON', todo: '按格式改成完整的 JSON 后提交' },
  'not-object': { name: '不是一条事实', todo: '多为来源程序有误，请告知来源；不再处理即可' },
  'unknown-type': { name: '事实类型不认识', todo: '改成规定的类型后提交' },
  'missing-field': { name: '缺少字段', todo: '补上缺的字段后提交' },
  'invalid-field': { name: '字段不合要求', todo: '按要求改正后提交' },
  'unknown-source': { name: '来源不认识', todo: '先在城市包补来源，再重放' },
  'unknown-feed': { name: '接口不认识', todo: '先在城市包补接口，再重放' },
  'unknown-measure': { name: '量不认识', todo: '先在城市包补量，再重放' },
  'unknown-region': { name: '区域不认识', todo: '先在城市包补区域，再重放；或改成已有区域' },
  'unknown-event-type': { name: '事项类型不认识', todo: '先补类型或映射，再重放；或改成已有类型' },
  'unknown-department': { name: '部门不认识', todo: '先在城市包补部门或别名，再重放' },
  'unknown-status': { name: '状态不认识', todo: '先补映射的状态对照，再重放' },
  'nothing-known': { name: '没有可用内容', todo: '核对区域与量的写法后提交' },
  forbidden: { name: '密钥不能代表来源', todo: '请来源用自己的密钥重报' },
  conflict: { name: '同键内容不同', todo: '若是更正，请来源用新的 key 报' },
  'out-of-range': { name: '时间超出范围', todo: '改正年份、时区或单位后提交' },
  'in-future': { name: '时间在将来', todo: '来源时钟偏快时到点可直接重放；否则改正时间' },
  'not-a-period': { name: '不是完整的期', todo: '改正起止时间后提交' },
  'empty-period': { name: '起止时间为空', todo: '改正起止时间后提交' },
  'closed-before-opened': { name: '办结早于上报', todo: '核对两个时间后改正' },
  'no-neighborhood': { name: '没有所属区域', todo: '补上区域后提交' },
  'damaged-text': { name: '文字损坏', todo: '请来源换编码重报' },
  'invalid-value': { name: '数值不合要求', todo: '按要求改正后重报' },
  'no-number': { name: '没有工单编号', todo: '在表里补上编号后重新导入' },
  'long-number': { name: '工单编号过长', todo: '在表里改短编号后重新导入' },
  'rounded-number': { name: '编号被四舍五入', todo: '把该列设为文本，重新导出后导入' },
  'duplicate-number': { name: '编号重复', todo: '核对两行，改正后重新导入' },
  'no-time': { name: '没有时间', todo: '补上时间后提交' },
  'not-a-time': { name: '时间认不出', todo: '改成 2026-06-01T08:00:00+08:00 这样的时间后提交' },
  'column-count': { name: '列数不符', todo: '核对此行的分隔符与引号后重新导入' },
  'unreadable-row': { name: '读不出的行', todo: '核对此行的引号与分隔符后重新导入' },
  'unclosed-quote': { name: '引号没有闭合', todo: '核对此行后重新导入' },
  'ambiguous-region': { name: '区域有重名', todo: '改成区域代码后提交' },
  'before-opened': { name: '时间早于上报', todo: '核对时间后改正' },
  'missing-column': { name: '缺列', todo: '核对表头或映射后重新导入' },
}

/** Words for a reason (死信原因); a code without words of its own is shown as it is. */
export const reasonWords = (code: string): ReasonWords =>
  words[code] ?? { name: code, todo: '按原因改正后提交，或请来源重报' }
