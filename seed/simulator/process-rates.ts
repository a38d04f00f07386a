/**
 * Shares and times of the process (流程参数), our own defaults tuned so that the city lands at 95–96.5 %
 * on time, 92–94 % satisfied, 1.4 % rework, 1.6 % extension. Shares 0–1, minutes as natural time.
 */
export const rates = {
  declined: 0.038,
  cancelled: 0.003,
  retyped: 0.005,
  relocated: 0.005,
  /** Disposal on time, before district, department and weather. */
  disposedOnTime: 0.968,
  /** Verification so slow that the closing deadline passes, though disposal was on time. */
  verifiedLate: 0.031,
  returned: 0.04,
  returnedAgain: 0.12,
  /** Handed to the wrong channel, and handed back. */
  misrouted: 0.08,
  extended: 0.017,
  suspended: 0.007,
  reworked: 0.021,
  reworkedAgain: 0.08,
  rated: 0.34,
  lateRegistration: 0.011,
  lateDispatch: 0.01,
  lateSigning: 0.014,
  supervisedWhenLate: 0.4,
  supervisedSecondClass: 0.4,
  /** Among those who are content: 满意 rather than 基本满意. */
  fullySatisfied: 0.68,
  remarks: 0.35,
  outcomes: 0.2,
} as const

/** Days after the report in which a case ends; anything drawn later happens then. */
export const lifeDays = 72

export const declineReasons = [
  '不属于受理范围',
  '诉求不明确且无法补充',
  '已进入诉讼程序',
  '重复提交，原件办理中',
]
export const returnReasons = ['不属于本单位职责', '点位不在辖区', '需其他部门牵头']
export const cancelReasons = ['现场未发现问题', '诉求人撤回', '误报']
export const reworkReasons = ['现场未整改到位', '核查发现反弹', '整改不彻底']
export const reopenReasons = ['回访不满意', '问题再次出现', '承诺未兑现']
export const suspendReasons = ['需招标采购', '等待天气条件', '需跨部门会商', '涉及在建工程']
export const supervisors = ['分管市领导', '区县分管领导', '指挥中心值班长']
